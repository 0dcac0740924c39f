namespace Orders.Operations.Status;

/// <summary>Lambda's metrics of a function over the last minutes.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Invocations">The number of invocations.</param>
/// <param name="Errors">The number of invocations that threw, timed out or crashed.</param>
/// <param name="Throttles">The number of throttled invocations.</param>
/// <param name="AverageDuration">The average duration; null without invocations.</param>
/// <param name="MaxDuration">The maximum duration; null without invocations.</param>
/// <param name="IteratorAge">The maximum iterator age of a function that reads a stream; null without records.</param>
internal sealed record FunctionStatus(
    string Name, long Invocations, long Errors, long Throttles, TimeSpan? AverageDuration, TimeSpan? MaxDuration, TimeSpan? IteratorAge);
