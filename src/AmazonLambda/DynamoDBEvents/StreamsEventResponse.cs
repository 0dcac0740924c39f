#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.DynamoDBEvents;

/// <summary>
/// The failed records of a stream's batch: Lambda retries from the lowest named record. Requires <c>ReportBatchItemFailures</c> on the event
/// source mapping (AWS Lambda Developer Guide, "Configuring partial batch response with DynamoDB and Lambda").
/// </summary>
public class StreamsEventResponse
{
    /// <summary>The failed records; empty or null if all succeeded.</summary>
    [JsonPropertyName("batchItemFailures")]
    public IList<BatchItemFailure> BatchItemFailures { get; set; }

    /// <summary>A failed record.</summary>
    public class BatchItemFailure
    {
        /// <summary>The record's <see cref="DynamoDBEvent.StreamRecord.SequenceNumber"/>.</summary>
        [JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; set; }
    }
}
