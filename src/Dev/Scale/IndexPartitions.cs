namespace Orders.Dev.Scale;

/// <summary>
/// The keys of <c>by_status</c> in their partitions. All keys get as much; the partition that has most of them is full first. A partition
/// that stays full is split between its keys. One key is never split: its entries are sorted by time, so all new ones are at one end.
/// </summary>
internal sealed class IndexPartitions
{
    /// <summary>How long a partition is full before DynamoDB has split it. Ours: the documentation has no time.</summary>
    public static readonly TimeSpan TimeToSplit = TimeSpan.FromMinutes(5);

    private readonly List<int> _keys;
    private readonly int _all;
    private int _full;

    /// <summary>Spreads keys over partitions.</summary>
    /// <param name="keys">How many keys there are.</param>
    /// <param name="partitions">How many partitions there are at first.</param>
    public IndexPartitions(int keys, int partitions)
    {
        _all = keys;
        _keys = [.. Enumerable.Repeat(0, partitions)];
        for (uint key = 0; key < keys; key++)
        {
            _keys[(int)(Hash(key) % (uint)partitions)]++;
        }
    }

    /// <summary>Units a second that all keys together take before the fullest partition has no more.</summary>
    public double Most => _all == 0 ? double.PositiveInfinity : ServiceLimits.PartitionUnits * _all / _keys.Max();

    /// <summary>What the fullest partition is full of.</summary>
    public ScaleLimit Limit => _keys.Max() > 1 ? ScaleLimit.IndexPartitions : ScaleLimit.IndexKeys;

    /// <summary>A second went by.</summary>
    /// <param name="isFull">Whether the fullest partition had no more to give.</param>
    public void Pass(bool isFull)
    {
        _full = isFull ? _full + 1 : 0;
        if (_full < TimeToSplit.TotalSeconds)
        {
            return;
        }

        _full = 0;
        var most = _keys.Max();
        for (var i = _keys.Count - 1; i >= 0 && most > 1; i--)
        {
            if (_keys[i] == most)
            {
                _keys[i] = most / 2;
                _keys.Add(most - most / 2);
            }
        }
    }

    // Any even spread does, as long as it is the same in every run (the finaliser of MurmurHash3).
    private static uint Hash(uint key)
    {
        unchecked
        {
            key = (key ^ (key >> 16)) * 0x85EBCA6B;
            key = (key ^ (key >> 13)) * 0xC2B2AE35;
            return key ^ (key >> 16);
        }
    }
}
