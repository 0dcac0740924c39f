namespace Orders.Local.Mappings;

/// <summary>Delays that double with each failure in a row, from <paramref name="first"/> up to <paramref name="max"/>.</summary>
sealed class Backoff(TimeSpan first, TimeSpan max)
{
    const int MaximumDoublings = 20;

    int _failures;

    /// <summary>The current delay; zero after a success.</summary>
    public TimeSpan Delay
    {
        get
        {
            var failures = Volatile.Read(ref _failures);
            return failures == 0
                ? TimeSpan.Zero
                : TimeSpan.FromTicks(Math.Min(max.Ticks, first.Ticks << Math.Min(failures - 1, MaximumDoublings)));
        }
    }

    public void Fail() => Interlocked.Increment(ref _failures);

    public void Reset() => Volatile.Write(ref _failures, 0);
}
