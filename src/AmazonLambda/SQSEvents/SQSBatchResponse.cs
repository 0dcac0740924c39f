#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.SQSEvents;

/// <summary>
/// Which messages of a batch to deliver again; the others are deleted. It counts only where the event source mapping has
/// <c>ReportBatchItemFailures</c> on (AWS Lambda Developer Guide, "Handling errors for an SQS event source").
/// </summary>
/// <param name="batchItemFailures">The messages that failed.</param>
public class SQSBatchResponse(List<SQSBatchResponse.BatchItemFailure> batchItemFailures)
{
    /// <summary>Nothing failed, until failures are added.</summary>
    public SQSBatchResponse()
        : this([])
    {
    }

    /// <summary>The messages that failed; empty where all succeeded.</summary>
    [JsonPropertyName("batchItemFailures")]
    public List<BatchItemFailure> BatchItemFailures { get; set; } = batchItemFailures;

    /// <summary>One message that failed.</summary>
    public class BatchItemFailure
    {
        /// <summary>Its <see cref="SQSEvent.SQSMessage.MessageId"/>. Null, empty or unknown: the whole batch is delivered again.</summary>
        [JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; set; }
    }
}
