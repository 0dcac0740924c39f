using System.Text.Json.Serialization;
using Orders.Operations.Connections;
using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.Events;

/// <summary>The result for one consumer's quarantined events.</summary>
/// <param name="Name">The consumer's name.</param>
/// <param name="Events">The number of waiting events.</param>
internal sealed record ReplayedConsumer(string Name, int Events)
{
    /// <summary>The number of events that its queue has accepted.</summary>
    public int Sent { get; init; }

    /// <summary>The number of events that may have been accepted, because SQS did not answer. Their letters are still there.</summary>
    public int MayBeSent { get; init; }

    /// <summary>The number of letters deleted.</summary>
    public int LettersDeleted { get; init; }

    /// <summary>Where it stopped; null if it completed.</summary>
    public ReplayStop? Stopped { get; init; }
}

/// <summary>The result of a replay of quarantined events, or of its dry run.</summary>
/// <param name="IsDryRun">Whether nothing was sent.</param>
internal sealed record QuarantineReport([property: JsonPropertyName("dry_run")] bool IsDryRun) : PlacedReport, IReplayReport
{
    /// <inheritdoc/>
    public IReplayReport At(AwsPlace? place) => this with { Place = place };

    /// <summary>The consumers with waiting events.</summary>
    public IReadOnlyList<ReplayedConsumer> Consumers { get; init; } = [];

    /// <inheritdoc/>
    public int Sent => Consumers.Sum(static consumer => consumer.Sent);

    /// <inheritdoc/>
    public int MayBeSent => Consumers.Sum(static consumer => consumer.MayBeSent);

    /// <summary>What cannot be sent, and why, as sentences.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public string? StopCause
    {
        get
        {
            var stops = Consumers.Where(static consumer => consumer.Stopped is not null).Select(static consumer => $"stopped at {consumer.Stopped!.Event} for {consumer.Name}: {consumer.Stopped.Cause}").ToList();
            return stops.Count == 0 ? null : string.Join("; ", stops);
        }
    }

    /// <summary>Whether no event was waiting.</summary>
    [JsonIgnore]
    public bool IsEmpty => Consumers.Count == 0 && Problems.Count == 0;

    /// <inheritdoc/>
    [JsonIgnore]
    public bool IsWell => StopCause is null && Problems.Count == 0 && Consumers.Count > 0;

    /// <inheritdoc/>
    public void WriteTo(TextWriter output, bool showPersonalData)
    {
        foreach (var problem in Problems)
        {
            output.WriteLine($"Cannot be sent: {SafeText.Clean(problem)}");
        }

        if (IsEmpty)
        {
            output.WriteLine("There is no quarantined event to send.");
        }

        foreach (var consumer in Consumers)
        {
            output.WriteLine((IsDryRun, consumer.Stopped) switch
            {
                (true, _) => $"{consumer.Name}: {Counted.Of(consumer.Events, "event waits", "events wait")}{(Place is null ? "" : $" in {Place}")}. Nothing was sent. Use --yes to send them.",
                (_, null) when consumer.Sent == 0 => $"{consumer.Name}: {Counted.Of(consumer.Events, "event waits", "events wait")}. Nothing was sent.",
                (_, { } stop) => $"{consumer.Name}: {consumer.Sent:N0} of {Counted.Of(consumer.Events, "event")} sent{(consumer.MayBeSent == 0 ? "" : $", and {consumer.MayBeSent:N0} may have been, because SQS did not answer")}. It stopped at {stop.Event}: {stop.Cause}. The letters of the others are still there; run it again once the queue works.",
                _ => $"{consumer.Name}: {Counted.Of(consumer.Sent, "event was", "events were")} sent; {Counted.Of(consumer.LettersDeleted, "letter was", "letters were")} deleted.",
            });
        }
    }

    /// <inheritdoc/>
    public string ToJson() => OperationsJson.Default.QuarantineReport.ToText(this);
}
