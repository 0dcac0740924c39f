#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.DynamoDBEvents;

/// <summary>
/// Where a batch of a stream failed: Lambda delivers the lowest named record and all that follow it again. It counts only where
/// the event source mapping has <c>ReportBatchItemFailures</c> on (AWS Lambda Developer Guide, "Configuring partial batch
/// response with DynamoDB and Lambda").
/// </summary>
public class StreamsEventResponse
{
    /// <summary>The records that failed; empty or null where all succeeded.</summary>
    [JsonPropertyName("batchItemFailures")]
    public IList<BatchItemFailure> BatchItemFailures { get; set; }

    /// <summary>One record that failed.</summary>
    public class BatchItemFailure
    {
        /// <summary>Its <see cref="DynamoDBEvent.StreamRecord.SequenceNumber"/>.</summary>
        [JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; set; }
    }
}
