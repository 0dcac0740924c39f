using Orders.Operations.Events;

namespace Orders.Operations.WebConsole.Events;

/// <summary>What a replay would send.</summary>
/// <param name="Consumers">The number of events for each consumer, or null if it depends on the types that the consumer gets.</param>
/// <param name="Events">The number of events.</param>
/// <param name="FirstEvents">The IDs of the first events.</param>
/// <param name="Problems">What cannot be sent, and why.</param>
internal sealed record ReplayPlanJson(IEnumerable<ReplayConsumerJson> Consumers, int Events, IEnumerable<string> FirstEvents, IReadOnlyList<string> Problems)
{
    public static ReplayPlanJson Of(IReplayReport report) => report switch
    {
        QuarantineReport quarantine => new(
            quarantine.Consumers.Select(static consumer => new ReplayConsumerJson(consumer.Name, consumer.Events)), quarantine.Consumers.Sum(static consumer => consumer.Events), [], report.Problems),
        ReplayReport replay => new(replay.Consumers.Select(static name => new ReplayConsumerJson(name, null)), replay.Events, replay.FirstEvents, report.Problems),
        _ => throw new ArgumentOutOfRangeException(nameof(report)),
    };
}

/// <summary>A consumer that would get events.</summary>
internal sealed record ReplayConsumerJson(string Name, int? Events);
