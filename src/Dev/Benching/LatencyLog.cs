using System.Collections.Concurrent;
using HdrHistogram;

namespace Orders.Dev.Benching;

/// <summary>How long orders take, from the moment at which each was due to be sent.</summary>
/// <remarks>
/// Not from the moment at which it was sent: a sender that is held up would then hide just the latency that its orders suffer.
/// </remarks>
internal sealed class LatencyLog(TimeProvider time)
{
    private const int SignificantDigits = 3;
    private const double MicrosecondsPerMillisecond = 1000;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, long> _due = new(StringComparer.Ordinal);
    private readonly LongHistogram _histogram = new((long)Longest.TotalMicroseconds, SignificantDigits);

    /// <summary>An order was due at a timestamp of the clock.</summary>
    public void Due(string orderId, long timestamp) => _due[orderId] = timestamp;

    /// <summary>An order's event has come; a repeat, and another's order, does not count.</summary>
    public void Heard(string orderId)
    {
        if (_due.TryRemove(orderId, out var due))
        {
            var microseconds = Math.Clamp((long)time.GetElapsedTime(due).TotalMicroseconds, 1, (long)Longest.TotalMicroseconds);
            lock (_histogram)
            {
                _histogram.RecordValue(microseconds);
            }
        }
    }

    /// <summary>A percentile of what was heard so far, in milliseconds.</summary>
    public double PercentileMs(double percentile)
    {
        lock (_histogram)
        {
            return Math.Round(_histogram.GetValueAtPercentile(percentile) / MicrosecondsPerMillisecond, 1);
        }
    }
}
