namespace Orders.Processor;

/// <summary>Not one message of a batch could be handled, because a dependency is away. Lambda then slows its polling; the messages are hidden already.</summary>
/// <param name="count">How many messages the batch has.</param>
public sealed class BatchFailedException(int count) : Exception($"None of the batch's {count} messages could be handled for now; all come again.")
{
    /// <summary>None: it is a signal to Lambda, which logs what a function throws, and no bug that someone would look for.</summary>
    public override string? StackTrace => null;
}
