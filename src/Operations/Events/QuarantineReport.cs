using Orders.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.Events;

/// <summary>What became of the quarantined events of one consumer.</summary>
/// <param name="Name">The consumer.</param>
/// <param name="Events">How many waited.</param>
internal sealed record ReplayedConsumer(string Name, int Events)
{
    /// <summary>How many its queue has accepted.</summary>
    public int Sent { get; init; }

    /// <summary>How many of their letters were deleted.</summary>
    public int LettersDeleted { get; init; }

    /// <summary>Where it stopped; null where it came to its end.</summary>
    public ReplayStop? Stopped { get; init; }
}

/// <summary>What a replay of quarantined events did, or would do.</summary>
/// <param name="IsDryRun">Whether nothing was sent.</param>
internal sealed record QuarantineReport(bool IsDryRun) : IReplayReport
{
    /// <summary>The consumers for whom events waited.</summary>
    public IReadOnlyList<ReplayedConsumer> Consumers { get; init; } = [];

    /// <summary>What cannot be sent, and why, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <inheritdoc/>
    public int Sent => Consumers.Sum(static consumer => consumer.Sent);

    /// <inheritdoc/>
    public string? StopCause
    {
        get
        {
            var stops = Consumers.Select(static consumer => consumer.Stopped).OfType<ReplayStop>().Select(static stop => $"stopped at {stop.Event} for {stop.Consumer}: {stop.Cause}").ToList();
            return stops.Count == 0 ? null : string.Join("; ", stops);
        }
    }

    /// <summary>Whether no event waited.</summary>
    public bool IsEmpty => Consumers.Count == 0 && Problems.Count == 0;

    /// <inheritdoc/>
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
                (true, _) => $"{consumer.Name}: {Counted.Of(consumer.Events, "event waits", "events wait")}. Nothing was sent: give --yes to send them.",
                (_, null) when consumer.Sent == 0 => $"{consumer.Name}: {Counted.Of(consumer.Events, "event waits", "events wait")}. Nothing was sent.",
                (_, { } stop) => $"{consumer.Name}: {consumer.Sent:N0} of {Counted.Of(consumer.Events, "event")} sent. It stopped at {stop.Event}: {stop.Cause}. The letters of the others are still there; run it again once the queue works.",
                _ => $"{consumer.Name}: {Counted.Of(consumer.Sent, "event was", "events were")} sent; {Counted.Of(consumer.LettersDeleted, "letter was", "letters were")} deleted.",
            });
        }
    }

    /// <inheritdoc/>
    public string ToJson() => JsonWriting.ToText(this, static (writer, report) =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("dry_run", report.IsDryRun);
        writer.WriteStartArray("consumers");
        foreach (var consumer in report.Consumers)
        {
            writer.WriteStartObject();
            writer.WriteString("name", consumer.Name);
            writer.WriteNumber("events", consumer.Events);
            writer.WriteNumber("sent", consumer.Sent);
            writer.WriteNumber("letters_deleted", consumer.LettersDeleted);
            if (consumer.Stopped is { } stop)
            {
                writer.WriteStartObject("stopped");
                writer.WriteString("event", stop.Event);
                writer.WriteString("cause", stop.Cause);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("sent", report.Sent);
        writer.WriteStartArray("problems");
        report.Problems.ToList().ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
