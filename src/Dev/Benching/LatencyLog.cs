using System.Collections.Concurrent;
using HdrHistogram;

namespace Orders.Dev.Benching;

/// <summary>The latency of orders, measured from the time at which each was due to be sent.</summary>
/// <remarks>Measuring from the actual send would hide the latency that a delayed sender causes (coordinated omission).</remarks>
internal sealed class LatencyLog(TimeProvider time)
{
    private const int SignificantDigits = 3;
    private const double MicrosecondsPerMillisecond = 1000;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, long> _due = new(StringComparer.Ordinal);
    private readonly LongHistogram _histogram = new((long)Longest.TotalMicroseconds, SignificantDigits);

    /// <summary>Records that an order was due at a timestamp of the clock.</summary>
    public void Due(string orderId, long timestamp) => _due[orderId] = timestamp;

    /// <summary>Records an order's event; repeats and unknown orders are ignored.</summary>
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

    /// <summary>Returns a percentile of the latencies so far, in milliseconds.</summary>
    public double PercentileMs(double percentile)
    {
        lock (_histogram)
        {
            return Math.Round(_histogram.GetValueAtPercentile(percentile) / MicrosecondsPerMillisecond, 1);
        }
    }
}
