namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>
/// The backoff of calls to the Runtime API: doubles up to a limit; the upper half is random.
/// </summary>
internal static class Backoff
{
    /// <summary>The attempts after which the Runtime API counts as gone: the delays before them add up to 40 to 75 seconds.</summary>
    public const int MaxAttempts = 40;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Returns the delay after a failure.</summary>
    /// <param name="failures">The number of consecutive failures, from 1.</param>
    /// <param name="random">A random number from 0 up to, but not including, 1.</param>
    public static TimeSpan Delay(int failures, double random)
    {
        var full = First * Math.Pow(2, Math.Min(failures - 1, 16));
        var capped = full < Longest ? full : Longest;
        return capped * (0.5 + (random / 2));
    }
}
