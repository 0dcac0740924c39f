using Orders.Events;
using Orders.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.Events;

/// <summary>Where a replay stopped.</summary>
/// <param name="Event">The first event that was not sent to every consumer.</param>
/// <param name="Consumer">Who did not get it.</param>
/// <param name="Cause">Why.</param>
internal sealed record ReplayStop(string Event, string Consumer, string Cause);

/// <summary>What a replay did, or would do.</summary>
/// <param name="Run">What tells it from other replays.</param>
/// <param name="IsDryRun">Whether nothing was sent.</param>
/// <param name="Consumers">To whom.</param>
internal sealed record ReplayReport(string Run, bool IsDryRun, IReadOnlyList<string> Consumers) : IReplayReport
{
    /// <summary>Most events that are named one by one.</summary>
    public const int MaxNamed = 20;

    /// <summary>How many events it came to.</summary>
    public int Events { get; init; }

    /// <summary>How many messages they are, a consumer that does not want a type left out.</summary>
    public int Messages { get; init; }

    /// <summary>How many messages SQS has accepted.</summary>
    public int Sent { get; init; }

    /// <summary>The first of the events.</summary>
    public IReadOnlyList<OrderEvent> Named { get; init; } = [];

    /// <summary>What could not be sent again, and why.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>How many letters on <c>order-events-dlq</c> are done with.</summary>
    public int LettersDone { get; init; }

    /// <summary>How many of those were deleted.</summary>
    public int LettersDeleted { get; init; }

    /// <summary>Where it stopped; null where it came to its end.</summary>
    public ReplayStop? Stopped { get; init; }

    /// <inheritdoc/>
    public string? StopCause => Stopped is { } stop ? $"stopped at {stop.Event} for {stop.Consumer}: {stop.Cause}" : null;

    /// <summary>Whether all that was meant was sent.</summary>
    public bool IsWell => Stopped is null && Problems.Count == 0 && Events > 0;

    /// <summary>For a person.</summary>
    public void WriteTo(TextWriter output, bool showPersonalData)
    {
        foreach (var told in Named)
        {
            output.WriteLine(EventLine.Of(told, showPersonalData));
        }

        if (Events > Named.Count)
        {
            output.WriteLine($"… and {Events - Named.Count:N0} more");
        }

        foreach (var problem in Problems)
        {
            output.WriteLine($"not sent again: {(showPersonalData ? problem : SafeText.Mask(problem))}");
        }

        output.WriteLine(Events == 0 ? "There is no event to send again." : $"{Counted.Of(Events, "event is", "events are")} {Counted.Of(Messages, "message")} to {string.Join(", ", Consumers)}.");
        output.WriteLine(this switch
        {
            { Events: 0 } => "Nothing was sent.",
            { IsDryRun: true } => "Nothing was sent: give --yes to send them.",
            { Stopped: { } stop } => $"{Counted.Of(Sent, "message was", "messages were")} sent. It stopped at {stop.Event} for {stop.Consumer}: {stop.Cause}. Run it again; repeats do no harm.",
            _ => $"{Counted.Of(Sent, "message was", "messages were")} sent, as replay {Run}.",
        });
        if (LettersDone > 0)
        {
            output.WriteLine($"{Counted.Of(LettersDone, "letter is", "letters are")} done with; {LettersDeleted:N0} deleted.");
        }
    }

    /// <summary>For a program.</summary>
    public string ToJson() => JsonWriting.ToText(this, static (writer, report) =>
    {
        writer.WriteStartObject();
        writer.WriteString("run", report.Run);
        writer.WriteBoolean("dry_run", report.IsDryRun);
        writer.WriteStartArray("consumers");
        report.Consumers.ToList().ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
        writer.WriteNumber("events", report.Events);
        writer.WriteNumber("messages", report.Messages);
        writer.WriteNumber("sent", report.Sent);
        writer.WriteStartArray("first_events");
        report.Named.ToList().ForEach(told => writer.WriteStringValue(told.Id));
        writer.WriteEndArray();
        writer.WriteStartArray("problems");
        report.Problems.ToList().ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
        writer.WriteNumber("letters_done", report.LettersDone);
        writer.WriteNumber("letters_deleted", report.LettersDeleted);
        if (report.Stopped is { } stop)
        {
            writer.WriteStartObject("stopped");
            writer.WriteString("event", stop.Event);
            writer.WriteString("consumer", stop.Consumer);
            writer.WriteString("cause", stop.Cause);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });
}
