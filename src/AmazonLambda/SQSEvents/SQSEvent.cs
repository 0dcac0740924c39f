#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.SQSEvents;

/// <summary>A batch of messages from the event source mapping of a queue: 1 to 10,000 messages of one queue.</summary>
public class SQSEvent
{
    /// <summary>The messages. On a FIFO queue those of a group are in order.</summary>
    public List<SQSMessage> Records { get; set; }

    /// <summary>One message, as <c>ReceiveMessage</c> returned it to the event source mapping.</summary>
    public class SQSMessage
    {
        /// <summary>SQS's message id, used as <c>itemIdentifier</c>; a redrive changes it.</summary>
        [JsonPropertyName("messageId")]
        public string MessageId { get; set; }

        /// <summary>The handle for <c>ChangeMessageVisibility</c> and <c>DeleteMessage</c>.</summary>
        [JsonPropertyName("receiptHandle")]
        public string ReceiptHandle { get; set; }

        /// <summary>The message's body.</summary>
        [JsonPropertyName("body")]
        public string Body { get; set; }

        /// <summary>MD5 of the body, in hexadecimal.</summary>
        [JsonPropertyName("md5OfBody")]
        public string Md5OfBody { get; set; }

        /// <summary>MD5 of the attributes, in hexadecimal; null if there are none.</summary>
        [JsonPropertyName("md5OfMessageAttributes")]
        public string Md5OfMessageAttributes { get; set; }

        /// <summary>The queue's ARN.</summary>
        [JsonPropertyName("eventSourceARN")]
        public string EventSourceArn { get; set; }

        /// <summary><c>aws:sqs</c>.</summary>
        [JsonPropertyName("eventSource")]
        public string EventSource { get; set; }

        /// <summary>The queue's region.</summary>
        [JsonPropertyName("awsRegion")]
        public string AwsRegion { get; set; }

        /// <summary>
        /// SQS's attributes of the message: <c>ApproximateReceiveCount</c>, <c>SentTimestamp</c> in milliseconds, <c>MessageGroupId</c>, …
        /// </summary>
        [JsonPropertyName("attributes")]
        public Dictionary<string, string> Attributes { get; set; }

        /// <summary>The sender's attributes; at most ten.</summary>
        [JsonPropertyName("messageAttributes")]
        public Dictionary<string, MessageAttribute> MessageAttributes { get; set; }
    }

    /// <summary>An attribute of the sender.</summary>
    public class MessageAttribute
    {
        /// <summary>The value of a String or Number attribute; null for a Binary one.</summary>
        [JsonPropertyName("stringValue")]
        public string StringValue { get; set; }

        /// <summary>The value of a Binary attribute, from base64; null for the others.</summary>
        [JsonPropertyName("binaryValue")]
        public MemoryStream BinaryValue { get; set; }

        /// <summary>Reserved by SQS: empty.</summary>
        [JsonPropertyName("stringListValues")]
        public List<string> StringListValues { get; set; }

        /// <summary>Reserved by SQS: empty.</summary>
        [JsonPropertyName("binaryListValues")]
        public List<MemoryStream> BinaryListValues { get; set; }

        /// <summary><c>String</c>, <c>Number</c> or <c>Binary</c>, with an optional custom label after a full stop.</summary>
        [JsonPropertyName("dataType")]
        public string DataType { get; set; }
    }
}
