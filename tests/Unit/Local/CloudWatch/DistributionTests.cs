using CsCheck;
using Orders.Local.CloudWatch;

namespace Orders.Tests.Unit.Local.CloudWatch;

public sealed class DistributionTests
{
    [Fact]
    public void Everything_but_percentiles_is_exact_and_percentiles_are_within_5_percent() =>
        Gen.Select(Gen.Double[0, 100_000].Array[1, 200], Gen.Int[0, 200], Gen.Double[0, 100]).Sample((values, cut, percent) =>
        {
            // In two parts, as seconds are summed up to a minute.
            var whole = Of(values[..Math.Min(cut, values.Length)]);
            whole.Add(Of(values[Math.Min(cut, values.Length)..]));

            var sorted = values.Order().ToArray();
            var exact = sorted[Math.Max(1, (int)Math.Ceiling(values.Length * percent / 100)) - 1];
            return whole.Count == values.Length && whole.Minimum == sorted[0] && whole.Maximum == sorted[^1]
                && Math.Abs(whole.Sum - values.Sum()) <= 1e-6 * Math.Max(1, whole.Sum)
                && Math.Abs(whole.Percentile(percent) - exact) <= exact * 0.05;
        }, iter: 10_000);

    private static Distribution Of(double[] values)
    {
        var distribution = new Distribution();
        Array.ForEach(values, distribution.Add);
        return distribution;
    }
}
