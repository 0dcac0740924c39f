namespace Orders.Operations.Terminal;

/// <summary>Time limits that people give.</summary>
internal static class TimeLimit
{
    // The maximum of a timer is about 49.7 days (CancellationTokenSource.CancelAfter).
    private static readonly TimeSpan Max = TimeSpan.FromDays(49);

    /// <summary>Returns a source that is cancelled after a limit. A longer limit than 49 days counts as 49 days.</summary>
    public static CancellationTokenSource NewSource(TimeSpan limit, TimeProvider time) => new(limit < Max ? limit : Max, time);
}
