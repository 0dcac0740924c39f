using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Resilience;
using Orders.Tests.Integration.Support;
using Orders.Validation;

namespace Orders.Tests.Integration.Queues;

public sealed class DeadLetterTests(EmulatorFixture emulators)
{
    [Fact]
    public async Task A_message_that_came_with_ten_attributes_and_a_group_keeps_all_of_them()
    {
        var queue = await emulators.NewQueueAsync();
        var original = new IncomingMessage
        {
            MessageId = "original",
            ReceiptHandle = "handle",
            Body = "{not json",
            ReceiveCount = 3,
            GroupId = "tenant-17",
            Attributes = Enumerable.Range(0, 10).ToDictionary(
                static n => $"a{n}",
                static n => n == 9
                    ? new MessageAttributeValue { DataType = "Binary", BinaryValue = new MemoryStream([1, 2, 3]) }
                    : new MessageAttributeValue { DataType = "String", StringValue = $"value {n}" }),
        };
        var letter = DeadLetter.Of(original, new FieldError("body", ErrorCodes.MalformedJson, "must be valid JSON"), Given.Time, "request-1");

        var sender = new QueueSender(emulators.Sqs, new AwsPipelines(TimeProvider.System, static () => 0.5).Sqs);
        var result = Assert.Single(await sender.SendAsync(queue.Url, [letter], Given.Token));

        // The emulator takes the group of a message on a standard queue, and does not give it back.
        Assert.Equal("tenant-17", letter.GroupId);
        Assert.True(result.IsSent, result.Cause);
        await using var mailbox = new Mailbox(emulators.Sqs, queue.Url);
        var found = await mailbox.SingleAsync(static _ => true, "dead letter");
        Assert.Equal("{not json", found.Body);
        Assert.Equal([.. Enumerable.Range(0, 9).Select(static n => $"a{n}"), "dead_letter"], found.MessageAttributes.Keys.Order());
        using var reason = JsonDocument.Parse(found.MessageAttributes["dead_letter"].StringValue);
        Assert.Equal("malformed_json", reason.RootElement.GetProperty("code").GetString());
        Assert.Equal(3, reason.RootElement.GetProperty("receive_count").GetInt32());
        var displaced = reason.RootElement.GetProperty("displaced_attribute");
        Assert.Equal(("a9", "Binary"), (displaced.GetProperty("name").GetString(), displaced.GetProperty("data_type").GetString()));
        Assert.Equal([1, 2, 3], displaced.GetProperty("binary_value").GetBytesFromBase64());
    }
}
