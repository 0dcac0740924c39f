namespace Orders.Queues;

/// <summary>The visibility timeout of a message that failed for a transient cause: exponential backoff with jitter.</summary>
public static class RedeliveryDelay
{
    /// <summary>The mean of the first delay.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>The maximum mean of a delay. Ten receives then span more than 15 minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Returns the delay after a receive: the mean doubles each time, with a uniform jitter of ±50 %.</summary>
    /// <param name="receiveCount">The receive count, from 1: <c>ApproximateReceiveCount</c>.</param>
    /// <param name="random">A random number, uniform in [0, 1).</param>
    /// <returns>Whole seconds, at least one.</returns>
    public static TimeSpan After(int receiveCount, double random)
    {
        var doublings = Math.Clamp(receiveCount - 1, 0, 16);
        var middle = Math.Min(First.TotalSeconds * (1 << doublings), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(1, Math.Round(middle * (0.5 + random))));
    }
}
