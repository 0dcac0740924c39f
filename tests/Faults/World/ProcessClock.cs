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
        // Task.Delay makes a timer with its own task as the state.
        private readonly CancelledDelay? _delay = state is Task ? CancelledDelay.BeginAwait(universe) : null;
        private int _setting;
        private bool _hasFired;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _setting++;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Set(_setting, dueTime, period);
            }

            return true;
        }

        public void Dispose()
        {
            _setting++;
            if (_delay is not null && !_hasFired)
            {
                universe.ResumeAfterThis(_delay);
            }
        }

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

            _hasFired = true;
            callback(state);
        });
    }
}
