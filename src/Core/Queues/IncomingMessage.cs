using System.Globalization;
using Amazon.SQS.Model;
using Orders.Model;

namespace Orders.Queues;

/// <summary>A received message, with the parts that the pipeline needs.</summary>
public sealed record IncomingMessage
{
    /// <summary>SQS's message id. It changes on redrive, so it is for logs only and never a key.</summary>
    public required string MessageId { get; init; }

    /// <summary>The receipt handle of this receive, with which it is hidden or deleted.</summary>
    public required string ReceiptHandle { get; init; }

    /// <summary>The body as sent.</summary>
    public required string Body { get; init; }

    /// <summary>The receive count, this receive included.</summary>
    public int ReceiveCount { get; init; } = 1;

    /// <summary>When SQS accepted it.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>The message group; null for none.</summary>
    public string? GroupId { get; init; }

    /// <summary>The sender's IAM id; for a role its id, a colon and the session's name. Null if unknown.</summary>
    public string? SenderId { get; init; }

    /// <summary>The AWS X-Ray trace header, which SQS keeps beside the attributes; null for none.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>The sender's attributes.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue> Attributes { get; init; } = new Dictionary<string, MessageAttributeValue>(0);

    /// <summary>The sender's trace id; null for none.</summary>
    public string? TraceId => TraceParent.TraceIdOf(Attributes.GetValueOrDefault(TraceParent.Name)?.StringValue);

    /// <summary>Reads the system attribute <c>ApproximateReceiveCount</c>; 1 if it is missing. Any value is clamped to a valid count.</summary>
    public static int ReadReceiveCount(string? attribute) => (int)Math.Clamp(Number(attribute) ?? 1, 1, int.MaxValue);

    /// <summary>Reads the system attribute <c>SentTimestamp</c>; the epoch if it is missing. Any value is clamped to a valid time.</summary>
    public static DateTimeOffset ReadSentAt(string? attribute) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(Number(attribute) ?? 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    // NumberStyles.None accepts only digits, so a number is never negative.
    private static long? Number(string? attribute) =>
        long.TryParse(attribute, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
