namespace Orders.Queues;

/// <summary>Limits of SQS (Amazon SQS Developer Guide, "Message quotas").</summary>
public static class SqsLimits
{
    /// <summary>Most entries in a batch call.</summary>
    public const int EntriesPerRequest = 10;

    /// <summary>
    /// Largest message on a queue of this pipeline, and largest batch: body, attribute names, types and values together, in bytes. SQS takes
    /// 1 MiB, but the AWS provider of Terraform (5.100) gives a queue at most 256 KiB, and the settings' rules hold to that.
    /// </summary>
    public const int MessageBytes = 256 * 1024;

    /// <summary>Most attributes of a message.</summary>
    public const int Attributes = 10;

    /// <summary>Longest visibility timeout.</summary>
    public static readonly TimeSpan VisibilityTimeout = TimeSpan.FromHours(12);
}
