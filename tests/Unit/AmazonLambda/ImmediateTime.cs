using Microsoft.Extensions.Time.Testing;

namespace Orders.Tests.Unit.AmazonLambda;

/// <summary>A clock that keeps its delays, and whose delays pass at once.</summary>
/// <param name="start">What it shows until it is advanced.</param>
/// <param name="delaysPass">Whether delays pass at once; otherwise when the clock is advanced.</param>
internal sealed class ImmediateTime(DateTimeOffset start, bool delaysPass) : FakeTimeProvider(start)
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _delays = [];

    public IReadOnlyList<TimeSpan> Delays
    {
        get
        {
            lock (_lock)
            {
                return [.. _delays];
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _delays.Add(dueTime);
        }

        return delaysPass
            ? System.CreateTimer(callback, state, TimeSpan.Zero, period)
            : base.CreateTimer(callback, state, dueTime, period);
    }
}
