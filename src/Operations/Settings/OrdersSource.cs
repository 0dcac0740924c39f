namespace Orders.Operations.Settings;

/// <summary>A queue that the Processor reads.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="DeadLetterQueue">The name of its dead-letter queue.</param>
/// <param name="Sender">The outside sender; null for the orders queue.</param>
/// <param name="MaximumConcurrency">The maximum number of concurrent invocations by its mapping.</param>
public sealed record OrdersSource(string Queue, string DeadLetterQueue, string? Sender, int MaximumConcurrency);
