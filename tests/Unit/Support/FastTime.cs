namespace Orders.Tests.Unit.Support;

/// <summary>A clock that runs faster than the real one: what takes a minute by it takes seconds.</summary>
/// <param name="start">The time that it shows first.</param>
/// <param name="factor">How much faster it runs.</param>
internal sealed class FastTime(DateTimeOffset start, int factor) : TimeProvider
{
    private readonly long _start = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_start) * factor;

    public override long GetTimestamp() => (System.GetTimestamp() - _start) * factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    // Rounded up: a timer of no time at all would never be over, and one of less than a millisecond at once.
    private TimeSpan Real(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / factor));

    private sealed class FastTimer(ITimer timer, FastTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
