using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Resilience;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Queues;

public sealed class QueueSenderTests(EmulatorFixture emulators)
{
    readonly QueueSender _sender = new(emulators.Sqs, new AwsPipelines(TimeProvider.System, static () => 0.5).Sqs);

    [Fact]
    public async Task More_messages_than_a_request_takes_are_all_sent_once()
    {
        var queue = await emulators.NewQueueAsync();
        var bodies = Enumerable.Range(0, 25).Select(static n => $"message {n}").ToList();

        var results = await SendAsync(queue.Url, [.. bodies.Select(static body => new OutgoingMessage(body))]);

        Assert.All(results, static result => Assert.True(result is { IsSent: true, Cause: null, MessageId.Length: > 0 }));
        Assert.Equal(bodies.Order(), (await ReceiveAsync(queue.Url, bodies.Count)).Select(static message => message.Body).Order());
    }

    [Fact]
    public async Task A_batch_that_would_be_too_large_goes_in_several_requests()
    {
        var queue = await emulators.NewQueueAsync();
        var bodies = Enumerable.Range(0, 6).Select(static n => new string((char)('a' + n), 200 * 1024)).ToList();

        var results = await SendAsync(queue.Url, [.. bodies.Select(static body => new OutgoingMessage(body))]);

        Assert.All(results, static result => Assert.True(result.IsSent, result.Cause));
        Assert.Equal(bodies, (await ReceiveAsync(queue.Url, bodies.Count)).Select(static message => message.Body).Order());
    }

    [Fact]
    public async Task Attributes_of_every_type_and_any_text_arrive_as_they_were()
    {
        var queue = await emulators.NewQueueAsync();
        // Characters outside the BMP are left out: SQS takes them, the emulator does not.
        const string text = "Ünï \"quoted\" \\ 日本茶 \t";
        var message = new OutgoingMessage(text)
        {
            Attributes = new Dictionary<string, MessageAttributeValue>
            {
                ["text"] = new() { DataType = "String", StringValue = text },
                ["label"] = new() { DataType = "String.label", StringValue = "x" },
                ["number"] = new() { DataType = "Number.float", StringValue = "0.45" },
                ["binary"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([0, 1, 127, 128, 255]) },
            },
        };

        await SendAsync(queue.Url, message);

        var received = Assert.Single(await ReceiveAsync(queue.Url, 1));
        Assert.Equal(text, received.Body);
        Assert.Equal(
            [("binary", "Binary"), ("label", "String.label"), ("number", "Number.float"), ("text", "String")],
            received.MessageAttributes.Select(static attribute => (attribute.Key, attribute.Value.DataType)).Order());
        Assert.Equal((text, "0.45"), (received.MessageAttributes["text"].StringValue, received.MessageAttributes["number"].StringValue));
        Assert.Equal([0, 1, 127, 128, 255], received.MessageAttributes["binary"].BinaryValue.ToArray());
    }

    [Fact]
    public async Task A_message_that_is_sent_again_to_a_FIFO_queue_is_taken_and_comes_once()
    {
        var queue = await emulators.NewQueueAsync(new()
        {
            [QueueAttributeName.FifoQueue] = "true",
            [QueueAttributeName.DeduplicationScope] = "messageGroup",
            [QueueAttributeName.FifoThroughputLimit] = "perMessageGroupId",
        });
        var first = new OutgoingMessage("first") { GroupId = "a", DeduplicationId = "a:1" };
        var second = new OutgoingMessage("second") { GroupId = "a", DeduplicationId = "a:2" };

        var results = new List<SendResult>();
        foreach (var message in (OutgoingMessage[])[first, second, first, second])
        {
            results.AddRange(await SendAsync(queue.Url, message));
        }

        Assert.All(results, static result => Assert.True(result.IsSent, result.Cause));
        Assert.Equal(["first", "second"], (await ReceiveAsync(queue.Url, 2)).Select(static message => message.Body));
        Assert.Empty(await ReceiveNowAsync(queue.Url));
    }

    [Fact]
    public async Task A_queue_that_is_not_there_fails_every_message_and_throws_nothing()
    {
        var queue = await emulators.NewQueueAsync();

        var results = await SendAsync(queue.Url + "-gone", new OutgoingMessage("a"), new OutgoingMessage("b"));

        Assert.All(results, static result => Assert.False(result.IsSent));
        Assert.All(results, static result => Assert.Contains("NonExistentQueue", result.Cause, StringComparison.Ordinal));
    }

    [Fact]
    public void The_size_of_a_message_is_counted_in_bytes_with_its_attributes()
    {
        var message = new OutgoingMessage("🎈")
        {
            Attributes = new Dictionary<string, MessageAttributeValue> { ["é"] = new() { DataType = "Binary", BinaryValue = new MemoryStream(new byte[10]) } },
        };

        Assert.Equal(4 + 2 + Encoding.UTF8.GetByteCount("Binary") + 10, message.SizeBytes);
    }

    Task<IReadOnlyList<SendResult>> SendAsync(string queueUrl, params IReadOnlyList<OutgoingMessage> messages) =>
        _sender.SendAsync(queueUrl, messages, Given.Token);

    async Task<List<Message>> ReceiveAsync(string queueUrl, int count)
    {
        var received = new List<Message>();
        await Eventually.HoldsAsync(
            async () =>
            {
                received.AddRange(await ReceiveNowAsync(queueUrl));
                return received.Count >= count;
            },
            $"{count} messages");
        Assert.Equal(count, received.Count);
        return received;
    }

    /// <summary>What is there now, taken from the queue.</summary>
    async Task<List<Message>> ReceiveNowAsync(string queueUrl)
    {
        var request = new ReceiveMessageRequest(queueUrl) { MaxNumberOfMessages = 10, MessageAttributeNames = ["All"] };
        var messages = (await emulators.Sqs.ReceiveMessageAsync(request, Given.Token)).Messages ?? [];
        foreach (var message in messages)
        {
            await emulators.Sqs.DeleteMessageAsync(queueUrl, message.ReceiptHandle, Given.Token);
        }

        return messages;
    }
}
