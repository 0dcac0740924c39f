using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Resilience;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Queues;

public sealed class MessageVisibilityTests(EmulatorFixture emulators)
{
    readonly MessageVisibility _visibility = new(emulators.Sqs, new AwsPipelines(TimeProvider.System, static () => 0.5).Sqs);

    [Fact]
    public async Task Each_message_stays_hidden_for_its_own_time()
    {
        var queue = await emulators.NewQueueAsync();
        var bodies = Enumerable.Range(0, 12).Select(static n => $"{n}").ToList();
        foreach (var body in bodies)
        {
            await emulators.Sqs.SendMessageAsync(queue.Url, body, Given.Token);
        }

        var received = new List<Message>();
        await Eventually.HoldsAsync(
            async () =>
            {
                received.AddRange(await ReceiveAsync(queue.Url));
                return received.Count == bodies.Count;
            },
            "all messages are received");

        // Every third one may come again at once.
        var failed = await _visibility.ChangeVisibilityAsync(
            queue.Url,
            [.. received.Select(static message => (message.ReceiptHandle, int.Parse(message.Body) % 3 == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(10)))],
            Given.Token);

        Assert.Equal(0, failed);
        var again = await ReceiveAsync(queue.Url);
        Assert.Equal(["0", "3", "6", "9"], again.Select(static message => message.Body).Order());
        Assert.All(again, static message => Assert.Equal("2", message.Attributes["ApproximateReceiveCount"]));
        Assert.Empty(await ReceiveAsync(queue.Url));
    }

    [Fact]
    public async Task A_handle_that_is_no_handle_is_counted_and_its_neighbour_is_hidden()
    {
        var queue = await emulators.NewQueueAsync();
        await emulators.Sqs.SendMessageAsync(queue.Url, "a", Given.Token);
        var message = Assert.Single(await ReceiveAsync(queue.Url));

        var failed = await _visibility.ChangeVisibilityAsync(queue.Url, [("no handle", TimeSpan.Zero), (message.ReceiptHandle, TimeSpan.Zero)], Given.Token);

        Assert.Equal(1, failed);
        Assert.Equal("a", Assert.Single(await ReceiveAsync(queue.Url)).Body);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task A_message_whose_visibility_timeout_is_over_is_counted_as_visible_before_anybody_receives_it(string fifo)
    {
        var queue = await emulators.NewQueueAsync(fifo == "true" ? new() { ["FifoQueue"] = fifo, ["ContentBasedDeduplication"] = fifo } : null);
        await emulators.Sqs.SendMessageAsync(new SendMessageRequest(queue.Url, "a") { MessageGroupId = fifo == "true" ? "g" : null }, Given.Token);
        Assert.Single((await emulators.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue.Url) { VisibilityTimeout = 1 }, Given.Token)).Messages);

        await Eventually.HoldsAsync(
            async () => (await emulators.Sqs.GetQueueAttributesAsync(queue.Url, ["All"], Given.Token)) is { ApproximateNumberOfMessages: 1, ApproximateNumberOfMessagesNotVisible: 0 },
            "the message is counted as visible");
    }

    async Task<List<Message>> ReceiveAsync(string queueUrl)
    {
        var request = new ReceiveMessageRequest(queueUrl) { MaxNumberOfMessages = 10, MessageSystemAttributeNames = ["All"] };
        return (await emulators.Sqs.ReceiveMessageAsync(request, Given.Token)).Messages ?? [];
    }
}
