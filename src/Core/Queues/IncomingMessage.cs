using System.Globalization;
using Amazon.SQS.Model;
using Orders.Model;

namespace Orders.Queues;

/// <summary>A message that was received, as far as the pipeline needs it.</summary>
public sealed record IncomingMessage
{
    /// <summary>SQS's id of it; changes on redrive, so it is good for logs and never a key.</summary>
    public required string MessageId { get; init; }

    /// <summary>The handle by which this delivery of it is hidden or deleted.</summary>
    public required string ReceiptHandle { get; init; }

    /// <summary>Its body as it was sent.</summary>
    public required string Body { get; init; }

    /// <summary>How often it was delivered, this time included.</summary>
    public int ReceiveCount { get; init; } = 1;

    /// <summary>When SQS took it.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>Its message group; null for none.</summary>
    public string? GroupId { get; init; }

    /// <summary>IAM's id of who sent it; for a role its id, a colon and the session's name. Null if it is unknown.</summary>
    public string? SenderId { get; init; }

    /// <summary>The trace header of AWS X-Ray, which SQS keeps beside the attributes; null for none.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>The attributes its sender gave it.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue> Attributes { get; init; } = new Dictionary<string, MessageAttributeValue>(0);

    /// <summary>The id of the trace that its sender gave it; null for none.</summary>
    public string? TraceId => TraceParent.TraceIdOf(Attributes.GetValueOrDefault(TraceParent.Name)?.StringValue);

    /// <summary>Reads the system attribute <c>ApproximateReceiveCount</c>; one where there is none. Whatever it is, it becomes a count.</summary>
    public static int ReadReceiveCount(string? attribute) => (int)Math.Clamp(Number(attribute) ?? 1, 1, int.MaxValue);

    /// <summary>Reads the system attribute <c>SentTimestamp</c>; the epoch where there is none. Whatever it is, it becomes a time of the calendar.</summary>
    public static DateTimeOffset ReadSentAt(string? attribute) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(Number(attribute) ?? 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    // NumberStyles.None takes digits only, so a number is never negative.
    private static long? Number(string? attribute) =>
        long.TryParse(attribute, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
