using System.Text.Json.Serialization;
using Orders.Operations.Connections;
using Orders.Operations.Json;

namespace Orders.Operations.DeadLetters.Transfer;

/// <summary>The result of <c>dlq export</c> to a file.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="File">The file.</param>
/// <param name="Exported">The number of messages written.</param>
/// <param name="Complete">Whether SQS returned every message.</param>
internal sealed record ExportReport(string Queue, string File, int Exported, bool Complete)
{
    /// <summary>The queue's account and region.</summary>
    [JsonIgnore]
    public AwsPlace? Place { get; init; }

    /// <summary>The queue's account.</summary>
    public string? Account => Place?.Account;

    /// <summary>The queue's region.</summary>
    public string? Region => Place?.Region;

    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.ExportReport.ToText(this);
}
