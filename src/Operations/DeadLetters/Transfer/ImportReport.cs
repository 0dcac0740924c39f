using System.Text.Json.Serialization;
using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters.Transfer;

/// <summary>What <c>dlq import</c> prints at its end.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Sent">How many messages were sent.</param>
/// <param name="Present">How many were on the queue already.</param>
/// <param name="Failed">How many were not sent, by cause.</param>
internal sealed record ImportReport(string Queue, int Sent, int Present, [property: JsonPropertyName("not_sent")] IReadOnlyDictionary<string, int> Failed)
{
    /// <summary>The report for a person.</summary>
    public string ToText() =>
        $"{Sent:N0} imported to {Queue}, {Counted.Of(Present, "was there", "were there")}{string.Concat(Failed.Select(static cause => $", {cause.Value:N0} not sent ({cause.Key})"))}";

    /// <summary>The report for a program.</summary>
    public string ToJson() => OperationsJson.Default.ImportReport.ToText(this);
}
