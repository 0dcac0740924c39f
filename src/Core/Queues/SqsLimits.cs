namespace Orders.Queues;

/// <summary>Limits of SQS (Amazon SQS Developer Guide, "Message quotas").</summary>
public static class SqsLimits
{
    /// <summary>Maximum entries in a batch call.</summary>
    public const int EntriesPerRequest = 10;

    /// <summary>
    /// Maximum size of a message on this pipeline's queues, and of a batch: body, attribute names, types and values together, in bytes. SQS allows
    /// 1 MiB, but Terraform's AWS provider (5.100) allows a queue at most 256 KiB, and the settings' rules follow it.
    /// </summary>
    public const int MessageBytes = 256 * 1024;

    /// <summary>Maximum attributes of a message.</summary>
    public const int Attributes = 10;

    /// <summary>Maximum visibility timeout.</summary>
    public static readonly TimeSpan VisibilityTimeout = TimeSpan.FromHours(12);
}
