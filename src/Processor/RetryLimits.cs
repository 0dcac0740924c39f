namespace Orders.Processor;

/// <summary>When a message is rejected instead of retried.</summary>
/// <param name="MaxReceiveCount">The receive count after which SQS dead-letters a message, without a reason.</param>
/// <param name="EarlyChangeMaxAge">The maximum age of a change that waits for its placement or for the change before it, counted from when it was
/// sent.</param>
public sealed record RetryLimits(int MaxReceiveCount, TimeSpan EarlyChangeMaxAge);
