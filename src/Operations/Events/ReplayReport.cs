using System.Text.Json.Serialization;
using Orders.Events;
using Orders.Operations.Connections;
using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.Events;

/// <summary>Where a replay stopped.</summary>
/// <param name="Event">The first event that was not sent to every consumer.</param>
/// <param name="Consumer">The consumer that did not get it; null in the report of one consumer.</param>
/// <param name="Cause">Why it stopped.</param>
internal sealed record ReplayStop(string Event, string? Consumer, string Cause);

/// <summary>The result of a replay, or of its dry run.</summary>
/// <param name="Run">The replay's id.</param>
/// <param name="IsDryRun">Whether nothing was sent.</param>
/// <param name="Consumers">The names of the consumers.</param>
internal sealed record ReplayReport(string Run, [property: JsonPropertyName("dry_run")] bool IsDryRun, IReadOnlyList<string> Consumers) : PlacedReport, IReplayReport
{
    /// <summary>The cause if the operator ended it.</summary>
    public const string Interrupted = "Interrupted";

    /// <summary>The maximum number of events that are listed.</summary>
    public const int MaxNamed = 20;

    /// <inheritdoc/>
    public IReplayReport At(AwsPlace? place) => this with { Place = place };

    /// <summary>The number of events.</summary>
    public int Events { get; init; }

    /// <summary>The number of messages: one for each event and consumer that wants its type.</summary>
    public int Messages { get; init; }

    /// <summary>The number of messages that SQS has accepted.</summary>
    public int Sent { get; init; }

    /// <inheritdoc/>
    public int MayBeSent { get; init; }

    /// <summary>The first of the events.</summary>
    [JsonIgnore]
    public IReadOnlyList<OrderEvent> Named { get; init; } = [];

    /// <summary>The ids of the first events.</summary>
    public IEnumerable<string> FirstEvents => Named.Select(static told => told.Id);

    /// <summary>What could not be replayed, and why.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The number of letters on <c>order-events-dlq</c> whose events were all sent.</summary>
    public int LettersDone { get; init; }

    /// <summary>The number of those that were deleted.</summary>
    public int LettersDeleted { get; init; }

    /// <summary>The number of objects in the bucket of failed records whose events were all sent.</summary>
    public int ObjectsDone { get; init; }

    /// <summary>The number of those that were deleted.</summary>
    public int ObjectsDeleted { get; init; }

    /// <summary>Where it stopped; null if it completed.</summary>
    public ReplayStop? Stopped { get; init; }

    /// <summary>Why it ended before all events were found or sent; null if it did not. <see cref="Stopped"/> names an event, this does not.</summary>
    public string? EndedBy { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string? StopCause => Stopped is { } stop ? $"stopped at {stop.Event} for {stop.Consumer}: {stop.Cause}" : EndedBy;

    /// <summary>Whether there was something to send, and all of it was sent.</summary>
    [JsonIgnore]
    public bool IsWell => StopCause is null && Problems.Count == 0 && Events > 0;

    /// <summary>Writes the report as text.</summary>
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
            output.WriteLine($"Not replayed: {(showPersonalData ? problem : SafeText.Mask(problem))}");
        }

        output.WriteLine(Events == 0 && EndedBy is null ? "There is no event to replay." : $"{Counted.Of(Events, "event is", "events are")} {Counted.Of(Messages, "message")} to {string.Join(", ", Consumers)}{(Place is null ? "" : $" in {Place}")}.");
        output.WriteLine(this switch
        {
            { Events: 0, EndedBy: null } => "Nothing was sent.",
            { Stopped: null, EndedBy: { } cause } => $"{Counted.Of(Sent, "message was", "messages were")} sent. It ended early: {cause}. Run it again; repeats do no harm.",
            { IsDryRun: true } => "Nothing was sent. Use --yes to send them.",
            { Stopped: { } stop } => $"{Counted.Of(Sent, "message was", "messages were")} sent{(MayBeSent == 0 ? "" : $", and {MayBeSent:N0} may have been, because SQS did not answer")}. It stopped at {stop.Event} for {stop.Consumer}: {stop.Cause}. Run it again; repeats do no harm.",
            _ => $"{Counted.Of(Sent, "message was", "messages were")} sent, as replay {Run}.",
        });
        foreach (var (done, deleted, one) in ((int, int, string)[])[(ObjectsDone, ObjectsDeleted, "object"), (LettersDone, LettersDeleted, "letter")])
        {
            if (done > 0)
            {
                output.WriteLine($"{Counted.Of(done, $"{one} was", $"{one}s were")} replayed completely; {deleted:N0} deleted.");
            }
        }
    }

    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.ReplayReport.ToText(this);
}
