namespace Orders.Queues;

/// <summary>Distinguishes faults of one queue, which need a repair, from transient failures.</summary>
public static class QueueFaults
{
    /// <summary>
    /// Whether a send failed because of the queue itself: it does not exist, its policy or its key denies access, or its address is wrong (Amazon
    /// SQS API Reference, SendMessageBatch; the codes are those that the SDK reports).
    /// </summary>
    public static bool IsPermanent(string? code) => code is
        "AWS.SimpleQueueService.NonExistentQueue" or "QueueDoesNotExist" or "InvalidAddress" or "AccessDenied" or "AccessDeniedException"
        or "KMS.AccessDeniedException" or "KMS.DisabledException" or "KMS.InvalidKeyUsageException" or "KMS.InvalidStateException"
        or "KMS.NotFoundException" or "KMS.OptInRequired";
}
