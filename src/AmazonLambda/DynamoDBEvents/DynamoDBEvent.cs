#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.DynamoDBEvents;

/// <summary>A batch of changes from the event source mapping of a table's stream: of one shard, in order.</summary>
public partial class DynamoDBEvent
{
    /// <summary>The changes; those of an item are in order.</summary>
    public IList<DynamodbStreamRecord> Records { get; set; }

    /// <summary>One change of one item.</summary>
    public class DynamodbStreamRecord
    {
        /// <summary>The stream's ARN.</summary>
        [JsonPropertyName("eventSourceARN")]
        public string EventSourceArn { get; set; }

        /// <summary>The table's region.</summary>
        [JsonPropertyName("awsRegion")]
        public string AwsRegion { get; set; }

        /// <summary>The change.</summary>
        [JsonPropertyName("dynamodb")]
        public StreamRecord Dynamodb { get; set; }

        /// <summary>The change's id, the same on every delivery.</summary>
        [JsonPropertyName("eventID")]
        public string EventID { get; set; }

        /// <summary><c>INSERT</c>, <c>MODIFY</c> or <c>REMOVE</c>.</summary>
        [JsonPropertyName("eventName")]
        public string EventName { get; set; }

        /// <summary><c>aws:dynamodb</c>.</summary>
        [JsonPropertyName("eventSource")]
        public string EventSource { get; set; }

        /// <summary>The version of this format, for example <c>1.1</c>.</summary>
        [JsonPropertyName("eventVersion")]
        public string EventVersion { get; set; }

        /// <summary>The service that removed the item by Time to Live; null otherwise.</summary>
        [JsonPropertyName("userIdentity")]
        public Identity UserIdentity { get; set; }
    }

    /// <summary>The images of an item before and after a change.</summary>
    public class StreamRecord
    {
        /// <summary>When the change was made, UTC, to the second.</summary>
        public DateTime ApproximateCreationDateTime { get; set; }

        /// <summary>The item's key.</summary>
        public Dictionary<string, AttributeValue> Keys { get; set; }

        /// <summary>The item after the change; null for a removal, or if the stream does not include it.</summary>
        public Dictionary<string, AttributeValue> NewImage { get; set; }

        /// <summary>The item before the change; null for an insert, or if the stream does not include it.</summary>
        public Dictionary<string, AttributeValue> OldImage { get; set; }

        /// <summary>The record's position in the shard, used as <c>itemIdentifier</c>.</summary>
        public string SequenceNumber { get; set; }

        /// <summary>The record's size in bytes.</summary>
        public long SizeBytes { get; set; }

        /// <summary><c>KEYS_ONLY</c>, <c>NEW_IMAGE</c>, <c>OLD_IMAGE</c> or <c>NEW_AND_OLD_IMAGES</c>.</summary>
        public string StreamViewType { get; set; }
    }

    /// <summary>The service that made a change.</summary>
    public class Identity
    {
        /// <summary><c>dynamodb.amazonaws.com</c> for Time to Live.</summary>
        [JsonPropertyName("principalId")]
        public string PrincipalId { get; set; }

        /// <summary><c>Service</c> for Time to Live.</summary>
        [JsonPropertyName("type")]
        public string Type { get; set; }
    }
}
