using Orders.Cli.Options;
using Orders.Operations.Settings;
using Orders.Queues;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Processor;

/// <summary>What the backoff and the settings promise together.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromHours(4);

    [Fact]
    public void The_shortest_backoff_of_the_default_settings_outlasts_an_outage_of_four_hours()
    {
        var settings = PipelineSettings.Load(Repository.Find().Settings);
        var span = ShortestSpan(settings.OrdersQueue.MaxReceiveCount);
        Assert.True(span >= Outage, $"{span}");
        // An early change is rejected for its own reason, not because its receives are used up.
        Assert.True(span >= TimeSpan.FromSeconds(settings.Processor.EarlyChangeMaxAgeSeconds), $"{span}");
    }

    [Fact]
    public void The_least_receive_count_that_the_settings_allow_is_the_least_that_outlasts_it()
    {
        Assert.True(ShortestSpan(41) >= Outage);
        Assert.True(ShortestSpan(40) < Outage);
    }

    [Fact]
    public async Task Redelivered_messages_are_hidden_before_they_are_handled_so_that_one_that_kills_the_process_comes_back_without_its_neighbours()
    {
        var dice = new Random(1);
        var processor = new ProcessorHarness(random: dice.NextDouble);
        await processor.HandleAsync(
            [.. Enumerable.Range(0, 10).Select(static i => Message($"m{i}", Place($"key-{i}"), receiveCount: i < 2 ? 1 : 6))]);
        var hidden = Assert.Single(processor.Sqs.VisibilityChanges).Entries.Select(static entry => entry.VisibilityTimeout ?? -1).ToList();
        Assert.Equal(8, hidden.Count);
        var remaining = processor.Context.RemainingTime.TotalSeconds;
        // The sixth backoff is 64 s, spread from half to one and a half of it.
        Assert.All(hidden, seconds => Assert.InRange(seconds, remaining + 31, remaining + 96));
        Assert.True(hidden.Distinct().Count() > 5, string.Join(' ', hidden));
    }

    [Fact]
    public async Task Messages_that_come_for_the_first_time_cost_no_request()
    {
        var processor = new ProcessorHarness();
        Assert.Empty(await processor.HandleAsync(Message("m", Place("key-1"))));
        Assert.Empty(processor.Sqs.VisibilityChanges);
    }

    [Fact]
    public async Task An_outage_of_SQS_does_not_keep_redelivered_messages_from_being_handled()
    {
        var processor = new ProcessorHarness();
        processor.Sqs.FailVisibility = static _ => Faults.Sqs("ServiceUnavailable", 503);
        Assert.Empty(await processor.HandleAsync(Message("m", Place("key-1"), receiveCount: 2)));
        Assert.Single(processor.DynamoDb.Rows);
    }

    private static TimeSpan ShortestSpan(int receives) =>
        Enumerable.Range(1, receives - 1).Aggregate(TimeSpan.Zero, static (span, receive) => span + RedeliveryDelay.After(receive, random: 0));
}
