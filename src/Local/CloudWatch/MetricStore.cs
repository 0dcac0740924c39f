using System.Runtime.InteropServices;

namespace Orders.Local.CloudWatch;

/// <summary>The metric values of the last hours, by second, in memory.</summary>
/// <param name="time">The clock.</param>
public sealed class MetricStore(TimeProvider time)
{
    /// <summary>How long values are kept; CloudWatch keeps values finer than a minute as long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(3);

    readonly Dictionary<MetricSeries, Dictionary<long, Distribution>> _series = [];

    /// <summary>Adds a value at the current time.</summary>
    public void Add(MetricSeries series, double value) => Add(series, value, time.GetUtcNow());

    /// <summary>Adds a value at a time; a value older than <see cref="Kept"/> is dropped.</summary>
    public void Add(MetricSeries series, double value, DateTimeOffset at)
    {
        var (second, oldest) = (at.ToUnixTimeSeconds(), Oldest);
        if (second < oldest)
        {
            return;
        }

        lock (_series)
        {
            ref var seconds = ref CollectionsMarshal.GetValueRefOrAddDefault(_series, series, out _);
            seconds ??= [];
            if (!seconds.TryGetValue(second, out var values))
            {
                seconds[second] = values = new Distribution();
                DropBefore(oldest, seconds);
            }

            values.Add(value);
        }
    }

    /// <summary>Returns the values of each period that has any, in order of time.</summary>
    internal IReadOnlyList<(DateTimeOffset Start, Distribution Values)> Read(MetricSeries series, DateTimeOffset start, DateTimeOffset end, int periodSeconds)
    {
        var (from, to) = (start.ToUnixTimeSeconds() / periodSeconds * periodSeconds, end.ToUnixTimeSeconds());
        var periods = new SortedDictionary<long, Distribution>();
        lock (_series)
        {
            foreach (var (second, values) in _series.GetValueOrDefault(series) ?? [])
            {
                if (second >= from && second < to)
                {
                    var period = second / periodSeconds * periodSeconds;
                    if (!periods.TryGetValue(period, out var sum))
                    {
                        periods[period] = sum = new Distribution();
                    }

                    sum.Add(values);
                }
            }
        }

        return [.. periods.Select(static period => (DateTimeOffset.FromUnixTimeSeconds(period.Key), period.Value))];
    }

    long Oldest => (time.GetUtcNow() - Kept).ToUnixTimeSeconds();

    // Not for each value: only when there are a tenth more than may be kept.
    static void DropBefore(long oldest, Dictionary<long, Distribution> seconds)
    {
        if (seconds.Count > Kept.TotalSeconds * 1.1)
        {
            foreach (var old in seconds.Keys.Where(second => second < oldest).ToList())
            {
                seconds.Remove(old);
            }
        }
    }
}
