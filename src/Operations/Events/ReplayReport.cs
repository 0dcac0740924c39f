using System.Text.Json.Serialization;
using Orders.Events;
using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.Events;

/// <summary>Where a replay stopped.</summary>
/// <param name="Event">The first event that was not sent to every consumer.</param>
/// <param name="Consumer">The consumer that did not get it; null in the report of one consumer.</param>
/// <param name="Cause">Why.</param>
internal sealed record ReplayStop(string Event, string? Consumer, string Cause);

/// <summary>What a replay did, or would do.</summary>
/// <param name="Run">What tells it from other replays.</param>
/// <param name="IsDryRun">Whether nothing was sent.</param>
/// <param name="Consumers">To whom.</param>
internal sealed record ReplayReport(string Run, [property: JsonPropertyName("dry_run")] bool IsDryRun, IReadOnlyList<string> Consumers) : IReplayReport
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
    [JsonIgnore]
    public IReadOnlyList<OrderEvent> Named { get; init; } = [];

    /// <summary>Their ids.</summary>
    public IEnumerable<string> FirstEvents => Named.Select(static told => told.Id);

    /// <summary>What could not be sent again, and why.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>How many letters on <c>order-events-dlq</c> are done with.</summary>
    public int LettersDone { get; init; }

    /// <summary>How many of those were deleted.</summary>
    public int LettersDeleted { get; init; }

    /// <summary>Where it stopped; null where it came to its end.</summary>
    public ReplayStop? Stopped { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string? StopCause => Stopped is { } stop ? $"stopped at {stop.Event} for {stop.Consumer}: {stop.Cause}" : null;

    /// <summary>Whether all that was meant was sent.</summary>
    [JsonIgnore]
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
    public string ToJson() => OperationsJson.Default.ReplayReport.ToText(this);
}
