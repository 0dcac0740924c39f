using Amazon.SQS.Model;

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

    /// <summary>The attributes its sender gave it.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue> Attributes { get; init; } = new Dictionary<string, MessageAttributeValue>(0);
}
