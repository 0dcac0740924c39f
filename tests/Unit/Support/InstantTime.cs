using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Orders.Tests.Unit.Support;

/// <summary>
/// A clock on which waiting takes no time: a delay is noted, moves the clock, and is over. Time-outs and deadlines (the timers of
/// cancellation sources) fire when the clock passes them, as they would.
/// </summary>
internal sealed class InstantTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentQueue<TimeSpan> _delays = new();

    /// <summary>What was waited for, in order.</summary>
    public IReadOnlyList<TimeSpan> Delays => [.. _delays];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (state is not CancellationTokenSource && dueTime > TimeSpan.Zero)
        {
            _delays.Enqueue(dueTime);
            Advance(dueTime);
        }

        return timer;
    }
}
