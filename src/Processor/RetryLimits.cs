namespace Orders.Processor;

/// <summary>When a message that is retried is rejected instead.</summary>
/// <param name="MaxReceiveCount">After how many receives SQS moves a message to the dead-letter queue, without a reason.</param>
/// <param name="EarlyChangeMaxAge">How old a change may get while it waits for its placement or for the change before it, counted from its send.</param>
public sealed record RetryLimits(int MaxReceiveCount, TimeSpan EarlyChangeMaxAge);
