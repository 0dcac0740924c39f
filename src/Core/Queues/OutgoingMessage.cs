using System.Collections.ObjectModel;
using System.Text;
using Amazon.SQS.Model;

namespace Orders.Queues;

/// <summary>A message to send.</summary>
/// <param name="Body">The body.</param>
public sealed record OutgoingMessage(string Body)
{
    /// <summary>The attributes; at most ten.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue> Attributes { get; init; } = ReadOnlyDictionary<string, MessageAttributeValue>.Empty;

    /// <summary>The message group: ordering on a FIFO queue, fairness on a standard one; null for none.</summary>
    public string? GroupId { get; init; }

    /// <summary>The deduplication id on a FIFO queue: a message sent again within five minutes is accepted and dropped. Null for none.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>The AWS X-Ray trace header, which does not count as an attribute; null for none.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>The size that SQS counts against its limit: body, attribute names, types and values, in bytes.</summary>
    public int SizeBytes => Encoding.UTF8.GetByteCount(Body) + Attributes.Sum(static attribute =>
        Encoding.UTF8.GetByteCount(attribute.Key)
        + Encoding.UTF8.GetByteCount(attribute.Value.DataType ?? "")
        + Encoding.UTF8.GetByteCount(attribute.Value.StringValue ?? "")
        + (int)(attribute.Value.BinaryValue?.Length ?? 0));
}
