using System.Runtime.InteropServices;

namespace Orders.Local.CloudWatch;

/// <summary>What was counted in the last hours, by the second. Nothing of it outlives this process.</summary>
/// <param name="time">The clock.</param>
public sealed class MetricStore(TimeProvider time)
{
    /// <summary>For how long CloudWatch keeps what is finer than a minute, and this store anything.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(3);

    readonly Dictionary<MetricSeries, Dictionary<long, Distribution>> _series = [];

    /// <summary>Adds a value of now.</summary>
    public void Add(MetricSeries series, double value) => Add(series, value, time.GetUtcNow());

    /// <summary>Adds a value of a time; one that is older than <see cref="Kept"/> is dropped.</summary>
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

    /// <summary>The values of each period in which there are any, in order of time.</summary>
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

    // Not at each value: only when there is a tenth more than may be kept.
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
