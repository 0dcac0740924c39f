namespace Orders.Dev.Scale;

/// <summary>
/// What a table or an index on demand takes in a second: twice its peak of up to half an hour ago, from what it is warm for
/// on. Each 1,000 units are a partition; partitions split and never merge.
/// </summary>
internal sealed class OnDemandUnits(double warm)
{
    private static readonly int DoublingSeconds = (int)ServiceLimits.Doubling.TotalSeconds;
    private double _peak;
    private int _since;

    /// <summary>Units a second, for now.</summary>
    public double Now { get; private set; } = warm;

    /// <summary>How many partitions that takes.</summary>
    public int Partitions => (int)Math.Ceiling(Now / ServiceLimits.PartitionUnits);

    /// <summary>A second went by in which so many were used.</summary>
    public void Use(double units)
    {
        _peak = Math.Max(_peak, units);
        _since++;
        if (_since >= DoublingSeconds)
        {
            (Now, _since) = (Math.Max(Now, 2 * _peak), 0);
        }
    }
}
