namespace Orders.Local.CloudWatch;

/// <summary>
/// The values of a second or a period in bounded space. Exact except for percentiles, which use bins with a width of 10 % and so differ by up
/// to 5 %.
/// </summary>
sealed class Distribution
{
    const double BinWidth = 1.1;

    // Zero and negative values have no logarithm.
    const int NothingBin = int.MinValue;

    readonly SortedDictionary<int, long> _bins = [];

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public double Minimum { get; private set; } = double.PositiveInfinity;

    public double Maximum { get; private set; } = double.NegativeInfinity;

    public void Add(double value)
    {
        Count++;
        Sum += value;
        Minimum = Math.Min(Minimum, value);
        Maximum = Math.Max(Maximum, value);
        AddToBin(value > 0 ? (int)Math.Floor(Math.Log(value, BinWidth)) : NothingBin, 1);
    }

    public void Add(Distribution other)
    {
        Count += other.Count;
        Sum += other.Sum;
        Minimum = Math.Min(Minimum, other.Minimum);
        Maximum = Math.Max(Maximum, other.Maximum);
        foreach (var (bin, count) in other._bins)
        {
            AddToBin(bin, count);
        }
    }

    /// <summary>Returns the percentile of the values.</summary>
    /// <param name="percent">The percentile, from 0 to 100.</param>
    public double Percentile(double percent)
    {
        var left = Math.Max(1, (long)Math.Ceiling(Count * percent / 100));
        foreach (var (bin, count) in _bins)
        {
            left -= count;
            if (left <= 0)
            {
                var middle = bin == NothingBin ? 0 : Math.Pow(BinWidth, bin + 0.5);
                return Math.Clamp(middle, Minimum, Maximum);
            }
        }

        return Maximum;
    }

    void AddToBin(int bin, long count) => _bins[bin] = _bins.GetValueOrDefault(bin) + count;
}
