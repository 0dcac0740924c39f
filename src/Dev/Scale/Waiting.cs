namespace Orders.Dev.Scale;

/// <summary>What waits its turn, in the order in which it came, by the second of its coming.</summary>
internal sealed class Waiting
{
    private readonly Queue<(int Second, double Count)> _cohorts = new();
    private double _takenOfFirst;

    /// <summary>How much has come.</summary>
    public double Come { get; private set; }

    /// <summary>How much has gone.</summary>
    public double Gone { get; private set; }

    /// <summary>How much waits.</summary>
    public double Count { get; private set; }

    /// <summary>How many seconds the oldest has waited; 0 where nothing waits.</summary>
    public int Age(int second) => _cohorts.TryPeek(out var first) ? second - first.Second : 0;

    public void Add(int second, double count)
    {
        if (count > 0)
        {
            _cohorts.Enqueue((second, count));
            (Come, Count) = (Come + count, Count + count);
        }
    }

    /// <summary>Takes the oldest, at most as much as waits.</summary>
    /// <returns>How much it was.</returns>
    public double Take(double count)
    {
        var left = count;
        while (left > 0 && _cohorts.TryPeek(out var first))
        {
            var rest = first.Count - _takenOfFirst;
            // A billionth is what adding up leaves over, and no order.
            if (left < rest * (1 - 1e-9))
            {
                _takenOfFirst += left;
                left = 0;
                break;
            }

            _cohorts.Dequeue();
            (_takenOfFirst, left) = (0, Math.Max(0, left - rest));
        }

        var taken = _cohorts.Count == 0 ? Count : count - left;
        (Gone, Count) = (Gone + taken, Count - taken);
        return taken;
    }
}
