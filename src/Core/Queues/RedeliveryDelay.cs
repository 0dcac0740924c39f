namespace Orders.Queues;

/// <summary>How long a message that failed for a passing reason stays hidden: longer with every delivery, and never the same for all.</summary>
public static class RedeliveryDelay
{
    /// <summary>The middle of the first delay.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>The longest middle of a delay. Ten deliveries then span more than 15 minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>The delay after a delivery: the middle doubles each time, and is spread evenly from half to one and a half of it.</summary>
    /// <param name="receiveCount">Which delivery it was, from 1: <c>ApproximateReceiveCount</c>.</param>
    /// <param name="random">Uniform in [0, 1).</param>
    /// <returns>Whole seconds, at least one.</returns>
    public static TimeSpan After(int receiveCount, double random)
    {
        var doublings = Math.Clamp(receiveCount - 1, 0, 16);
        var middle = Math.Min(First.TotalSeconds * (1 << doublings), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(1, Math.Round(middle * (0.5 + random))));
    }
}
