namespace Orders.Queues;

/// <summary>Limits of SQS (Amazon SQS Developer Guide, "Message quotas").</summary>
public static class SqsLimits
{
    /// <summary>Most entries in a batch call.</summary>
    public const int EntriesPerRequest = 10;

    /// <summary>Largest message, and largest batch: body, attribute names, types and values together, in bytes.</summary>
    public const int RequestBytes = 1024 * 1024;

    /// <summary>Most attributes of a message.</summary>
    public const int Attributes = 10;

    /// <summary>Longest visibility timeout.</summary>
    public static readonly TimeSpan VisibilityTimeout = TimeSpan.FromHours(12);
}
