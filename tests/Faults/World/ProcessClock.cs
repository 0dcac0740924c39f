namespace Orders.Tests.Faults.World;

/// <summary>A process's clock and timers: wall time may be off, elapsed time is right, and no timer outlives the process.</summary>
internal sealed class ProcessClock(Universe universe, Process process) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => process.Now;

    public override long GetTimestamp() => universe.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(universe, process, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(Universe universe, Process process, TimerCallback callback, object? state) : ITimer
    {
        private int _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _setting++;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Set(_setting, dueTime, period);
            }

            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(int setting, TimeSpan due, TimeSpan period) => universe.After(due, () =>
        {
            if (setting != _setting || !process.IsAlive)
            {
                return;
            }

            if (period != Timeout.InfiniteTimeSpan && period > TimeSpan.Zero)
            {
                Set(setting, period, period);
            }

            callback(state);
        });
    }
}
