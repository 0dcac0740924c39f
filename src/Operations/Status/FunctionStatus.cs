namespace Orders.Operations.Status;

/// <summary>What a function did in the last minutes, as Lambda counts it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Invocations">How often it ran.</param>
/// <param name="Errors">How often it threw, timed out or crashed.</param>
/// <param name="Throttles">How often it was refused.</param>
/// <param name="AverageDuration">How long it ran; null where it did not.</param>
/// <param name="MaxDuration">How long it ran at most; null where it did not.</param>
/// <param name="IteratorAge">Of a function that reads a stream: how old a record was at most when it came; null where none did.</param>
internal sealed record FunctionStatus(
    string Name, long Invocations, long Errors, long Throttles, TimeSpan? AverageDuration, TimeSpan? MaxDuration, TimeSpan? IteratorAge);
