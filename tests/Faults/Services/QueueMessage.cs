using Amazon.SQS.Model;

namespace Orders.Tests.Faults.Services;

/// <summary>A message on a queue.</summary>
internal sealed class QueueMessage
{
    public required string Id { get; init; }
    public required string Body { get; init; }
    public required IReadOnlyDictionary<string, MessageAttributeValue> Attributes { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public string? GroupId { get; init; }
    public string? DeduplicationId { get; init; }
    public DateTimeOffset VisibleAt { get; set; }
    public int ReceiveCount { get; set; }
    public bool IsDeleted { get; set; }
}
