#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.SQSEvents;

/// <summary>
/// The batch item failures: Lambda deletes all other messages. Requires <c>ReportBatchItemFailures</c> on the event source mapping (AWS Lambda
/// Developer Guide, "Handling errors for an SQS event source").
/// </summary>
/// <param name="batchItemFailures">The messages that failed.</param>
public class SQSBatchResponse(List<SQSBatchResponse.BatchItemFailure> batchItemFailures)
{
    /// <summary>Creates a response without failures.</summary>
    public SQSBatchResponse()
        : this([])
    {
    }

    /// <summary>The failed messages; empty if all succeeded.</summary>
    [JsonPropertyName("batchItemFailures")]
    public List<BatchItemFailure> BatchItemFailures { get; set; } = batchItemFailures;

    /// <summary>A failed message.</summary>
    public class BatchItemFailure
    {
        /// <summary>The message's <see cref="SQSEvent.SQSMessage.MessageId"/>. If it is null, empty or unknown, the whole batch is delivered
        /// again.</summary>
        [JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; set; }
    }
}
