using Orders.Operations.Connections;
using Orders.Operations.Json;

namespace Orders.Operations.DeadLetters.Transfer;

/// <summary>The result of <c>dlq export</c> to a file.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="File">The file.</param>
/// <param name="Exported">The number of messages written.</param>
/// <param name="HeldElsewhere">The number of messages that another reader has received.</param>
/// <param name="Complete">Whether every message that matches was written, as far as SQS says.</param>
internal sealed record ExportReport(string Queue, string File, int Exported, int HeldElsewhere, bool Complete) : PlacedReport
{
    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.ExportReport.ToText(this);
}
