using System.Text.Json.Serialization;
using Orders.Operations.Connections;
using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters.Transfer;

/// <summary>The result of <c>dlq import</c>.</summary>
/// <param name="Queue">The queue's name; null if a file without messages names none.</param>
/// <param name="Sent">The number of messages sent.</param>
/// <param name="Present">The number of messages that were on the queue already.</param>
/// <param name="Failed">The number of messages not sent, by cause.</param>
internal sealed record ImportReport(string? Queue, int Sent, int Present, [property: JsonPropertyName("not_sent")] IReadOnlyDictionary<string, int> Failed) : PlacedReport
{
    /// <summary>Whether nothing was sent because it was not confirmed.</summary>
    [JsonPropertyName("dry_run")]
    public bool IsDryRun { get; init; }

    /// <summary>Whether it was interrupted before all missing messages were sent.</summary>
    [JsonPropertyName("interrupted")]
    public bool IsInterrupted { get; init; }

    /// <summary>The number of messages that may have been sent: SQS did not answer.</summary>
    public int MayBeSent { get; init; }

    /// <summary>The number of messages that were not on the queue.</summary>
    public int Missing { get; init; }

    /// <summary>Returns the report as text.</summary>
    public string ToText() =>
        $"{Sent:N0} imported to {Queue}, {Counted.Of(Present, "was already there", "were already there")}{string.Concat(Failed.Select(static cause => $", {cause.Value:N0} not sent ({cause.Key})"))}"
        + (MayBeSent == 0 ? "" : $". {MayBeSent:N0} may have been sent, because SQS did not answer, and may be there more than once. Import the file again when ./orders status shows the queue's depth: what is there is not sent again");

    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.ImportReport.ToText(this);
}
