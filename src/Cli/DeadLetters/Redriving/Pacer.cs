using Orders.Queues;

namespace Orders.Cli.DeadLetters.Redriving;

/// <summary>Spreads messages evenly over time.</summary>
/// <param name="perSecond">How many a second.</param>
/// <param name="time">The clock.</param>
internal sealed class Pacer(double perSecond, TimeProvider time)
{
    // A short stall is made up for, so that the rate is kept on the whole; a long one is not, or a burst would follow it.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(200);

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _gate = new();
    private TimeSpan _next = TimeSpan.Zero;

    /// <summary>How many messages go together, so that there are about ten portions a second, or one a message.</summary>
    public int PortionSize { get; } = (int)Math.Clamp(perSecond / 10, 1, SqsLimits.EntriesPerRequest);

    /// <summary>Waits until it is the turn of so many messages. Who asks first is first.</summary>
    public Task WaitAsync(int messages, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetElapsedTime(_start);
            var turn = TimeSpan.FromTicks(Math.Max(_next.Ticks, (now - Slack).Ticks));
            _next = turn + TimeSpan.FromSeconds(messages / perSecond);
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
