using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Failures;
using Orders.Queues;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class RampWaitTests
{
    private readonly LetterBench _bench = new();

    [Theory]
    // One lost batch of 30 s, and the longest backoffs after the first two receives: 3 s and 6 s.
    [InlineData(30, 3, 39)]
    [InlineData(30, 1, 30)]
    [InlineData(180, 50, 900)]
    [InlineData(43_200, 1, 900)]
    public async Task Orders_are_waited_for_until_one_that_fails_would_have_returned_at_most_for_the_longest_backoff(int visibilityTimeout, int maxReceiveCount, int seconds) =>
        Assert.Equal(seconds, (await ReadAsync(LetterBench.Orders, visibilityTimeout, $$"""{"deadLetterTargetArn":"a","maxReceiveCount":{{maxReceiveCount}}}""")).TotalSeconds);

    [Theory]
    [InlineData("5")]
    [InlineData("\"5\"")]
    public async Task A_consumers_events_are_waited_for_until_one_that_fails_would_have_returned(string maxReceiveCount) =>
        Assert.Equal(300, (await ReadAsync(LetterBench.Consumer, 60, $$"""{"maxReceiveCount":{{maxReceiveCount}}}""")).TotalSeconds);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public async Task A_consumers_queue_without_a_redrive_policy_gives_no_wait(string policy)
    {
        var refusal = await Assert.ThrowsAsync<CommandException>(() => ReadAsync(LetterBench.Consumer, 60, policy));

        Assert.Equal(
            ("--ramp must come with --ramp-wait: events.fifo has no redrive policy with maxReceiveCount, from which the wait is derived.", ExitCodes.Usage), (refusal.Message, refusal.ExitCode));
    }

    [Fact]
    public void Within_the_longest_wait_a_message_that_fails_is_received_nine_times()
    {
        var (receives, waited) = (1, TimeSpan.Zero);
        while ((waited += RedeliveryDelay.After(receives, random: 1)) <= RampWait.MaxForOrders)
        {
            receives++;
        }

        Assert.Equal(9, receives);
    }

    private Task<TimeSpan> ReadAsync(QueueRole role, int visibilityTimeout, string policy)
    {
        _bench.Sqs.Attributes["VisibilityTimeout"] = $"{visibilityTimeout}";
        _bench.Sqs.Attributes["RedrivePolicy"] = policy;
        return RampWait.ReadAsync(_bench.Sqs, _bench.Pipelines.Sqs, role, Given.OrdersQueue, Given.Token);
    }
}
