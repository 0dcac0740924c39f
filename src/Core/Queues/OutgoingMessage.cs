using System.Collections.ObjectModel;
using System.Text;
using Amazon.SQS.Model;

namespace Orders.Queues;

/// <summary>A message to be sent.</summary>
/// <param name="Body">Its body.</param>
public sealed record OutgoingMessage(string Body)
{
    /// <summary>Its attributes; at most ten.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue> Attributes { get; init; } = ReadOnlyDictionary<string, MessageAttributeValue>.Empty;

    /// <summary>Its message group: order within a FIFO queue, fairness on a standard one; null for none.</summary>
    public string? GroupId { get; init; }

    /// <summary>Its deduplication id on a FIFO queue: sent again within five minutes, it is accepted and dropped. Null for none.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>The trace header of AWS X-Ray, which stands beside the attributes and is not counted; null for none.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>What SQS counts against its limit: body, attribute names, types and values, in bytes.</summary>
    public int SizeBytes => Encoding.UTF8.GetByteCount(Body) + Attributes.Sum(static attribute =>
        Encoding.UTF8.GetByteCount(attribute.Key)
        + Encoding.UTF8.GetByteCount(attribute.Value.DataType ?? "")
        + Encoding.UTF8.GetByteCount(attribute.Value.StringValue ?? "")
        + (int)(attribute.Value.BinaryValue?.Length ?? 0));
}
