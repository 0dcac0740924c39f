using Orders.Queues;

namespace Orders.Operations.Terminal;

/// <summary>Spreads messages, or read units, evenly over time. After a stall it sends slightly faster, never in a burst.</summary>
/// <param name="perSecond">The messages a second.</param>
/// <param name="time">The clock.</param>
internal sealed class Pacer(double perSecond, TimeProvider time)
{
    private const double MaxOfRate = 1.04;
    private const int PortionsPerSecond = 20;

    private static readonly TimeSpan MaxDebt = TimeSpan.FromSeconds(10);

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _gate = new();
    private TimeSpan _due = TimeSpan.Zero;
    private TimeSpan _earliest = TimeSpan.Zero;

    /// <summary>Whether the rate may be exceeded slightly after a stall.</summary>
    public bool MayCatchUp { get; init; } = true;

    /// <summary>The number of messages a portion: about twenty portions a second, or one message each.</summary>
    public int PortionSize { get; } = (int)Math.Clamp(perSecond / PortionsPerSecond, 1, SqsLimits.EntriesPerRequest);

    /// <summary>Waits until this many messages may be sent. Callers are served in order.</summary>
    public Task WaitAsync(int messages, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetElapsedTime(_start);
            var turn = Later(now, Later(_due, _earliest));
            _earliest = turn + TimeSpan.FromSeconds(messages / (MayCatchUp ? perSecond * MaxOfRate : perSecond));
            _due = Later(_due, now - MaxDebt) + TimeSpan.FromSeconds(messages / perSecond);
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Waits until this many messages may be sent.</summary>
    /// <returns>False if it was cancelled.</returns>
    public async Task<bool> TryWaitAsync(int messages, CancellationToken cancellationToken)
    {
        await WaitAsync(messages, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
