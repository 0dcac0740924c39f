using Orders.Dev.Cost;
using Orders.Model;

namespace Orders.Tests.Unit.Cost;

public sealed class ComparisonTests
{
    /// <summary>What a thousand orders over HTTP with a key and one change each take, in batches that are not full.</summary>
    static readonly Measurement AsModelled = new()
    {
        OrderSendRequests = 200,
        MessagesSent = 2000,
        Receives = 500,
        MessagesReceived = 2000,
        Deletes = 400,
        MessagesDeleted = 2000,
        EventSendRequests = 800,
        EventsSent = 4000,
        RowUnits = 2000,
        IndexUnits = 2000,
        ReadUnits = 500,
    };

    [Fact]
    public void A_run_as_the_model_has_it_agrees() => Assert.True(Compare(AsModelled).Agrees);

    [Fact]
    public void Batches_are_taken_from_the_run()
    {
        var comparison = Compare(AsModelled);

        Assert.Equal((4m, 20m, 5m), (comparison.MessagesPerReceive, comparison.RecordsPerBatch, comparison.EventsPerSend));
        Assert.Equal(5, comparison.Counts.Count(static count => count.TakesMeasuredBatch));
    }

    [Fact]
    public void More_than_two_per_cent_apart_is_no_agreement()
    {
        Assert.True(Compare(AsModelled with { RowUnits = 2040 }).Agrees);
        Assert.False(Compare(AsModelled with { RowUnits = 2041 }).Agrees);
        Assert.False(Compare(AsModelled with { IndexUnits = 1959 }).Agrees);
        Assert.False(Compare(AsModelled with { FailedConditionUnits = 41 }).Agrees);
        // Messages that came again are more than the model has, however full the batches were.
        Assert.False(Compare(AsModelled with { MessagesReceived = 2100 }).Agrees);
        Assert.False(Compare(AsModelled with { ReadUnits = 0 }).Agrees);
    }

    [Fact]
    public void A_call_that_the_model_has_no_line_for_is_no_agreement() =>
        Assert.False(Compare(AsModelled with { Others = new Dictionary<string, int> { ["sqs:SendMessage x (200)"] = 1 } }).Agrees);

    static Comparison Compare(Measurement measured) => Comparison.Of(
        GivenCost.Thousand(OrderStatus.Pending) with { FirstMoves = 1, SecondMoves = 0, Sweeps = 0 }, measured, (Ingest: 100, Processor: 500, Notifier: 100));
}
