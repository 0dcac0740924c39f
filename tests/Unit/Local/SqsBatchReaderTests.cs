using Microsoft.Extensions.Time.Testing;
using Orders.Local.Mappings.Sqs;

namespace Orders.Tests.Unit.Local;

public sealed class SqsBatchReaderTests
{
    readonly FakeTimeProvider _time = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_window_what_one_receive_gives_is_the_batch()
    {
        var queue = new FakeQueue(FakeQueue.Messages("a", "b"), FakeQueue.Messages("c"));

        var batch = await Reader(queue, SqsMappingTestOptions.Default).ReadAsync(Cancellation);

        Assert.Equal(["a", "b"], batch.Select(static m => m.MessageId));
        Assert.Equal([(10, TimeSpan.FromSeconds(20))], queue.Received);
    }

    [Fact]
    public async Task A_batch_of_more_than_ten_is_put_together_from_several_receives()
    {
        var queue = new FakeQueue(Numbered(0, 10), Numbered(10, 10), Numbered(20, 5), Numbered(25, 10));

        var batch = await Reader(queue, Windowed(batchSize: 25)).ReadAsync(Cancellation);

        Assert.Equal(25, batch.Count);
        Assert.Equal([10, 10, 5], queue.Received.Select(static r => r.Maximum).Select(static m => Math.Min(m, 10)));
    }

    [Fact]
    public async Task The_window_ends_with_what_has_come()
    {
        // Each receive of this queue takes 800 ms: after the third the window of 2 s is over.
        var queue = new FakeQueue(Numbered(0, 3), Numbered(3, 1), Numbered(4, 1), Numbered(5, 1), Numbered(6, 1))
        {
            OnReceive = () => _time.Advance(TimeSpan.FromMilliseconds(800)),
        };

        var batch = await Reader(queue, Windowed(batchSize: 25)).ReadAsync(Cancellation);

        // The first receive opens the window when it ends; three more begin within it.
        Assert.Equal(["0", "1", "2", "3", "4", "5"], batch.Select(static m => m.MessageId));
        Assert.Equal([20, 2, 1, 0], queue.Received.Select(static r => (int)r.Wait.TotalSeconds));
    }

    SqsBatchReader Reader(FakeQueue queue, SqsMappingOptions options) => new(queue, options, _time);

    static SqsMappingOptions Windowed(int batchSize) =>
        SqsMappingTestOptions.Default with { BatchSize = batchSize, MaximumBatchingWindow = TimeSpan.FromSeconds(2) };

    static IReadOnlyList<Amazon.SQS.Model.Message> Numbered(int first, int count) =>
        FakeQueue.Messages([.. Enumerable.Range(first, count).Select(static i => $"{i}")]);
}
