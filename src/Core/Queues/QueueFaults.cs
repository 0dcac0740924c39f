namespace Orders.Queues;

/// <summary>Tells what is wrong with one queue, until somebody repairs it, from failures that pass.</summary>
public static class QueueFaults
{
    /// <summary>
    /// Whether a send failed because of the queue itself: it is gone, its policy or its key refuses us, or its address is wrong (Amazon SQS
    /// API Reference, SendMessageBatch; the codes are those that the SDK reports).
    /// </summary>
    public static bool IsPermanent(string? code) => code is
        "AWS.SimpleQueueService.NonExistentQueue" or "QueueDoesNotExist" or "InvalidAddress" or "AccessDenied" or "AccessDeniedException"
        or "KMS.AccessDeniedException" or "KMS.DisabledException" or "KMS.InvalidKeyUsageException" or "KMS.InvalidStateException"
        or "KMS.NotFoundException" or "KMS.OptInRequired";
}
