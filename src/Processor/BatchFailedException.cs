namespace Orders.Processor;

/// <summary>No message of a batch could be processed, because a dependency is unavailable. Lambda then slows its polling; the messages' visibility
/// timeouts are already extended.</summary>
/// <param name="count">The number of messages in the batch.</param>
public sealed class BatchFailedException(int count) : Exception($"None of the batch's {count} messages could be processed; all are retried.")
{
    /// <summary>None: this is a signal to Lambda, which logs what a function throws, and not a bug.</summary>
    public override string? StackTrace => null;
}
