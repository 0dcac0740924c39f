using System.Globalization;

namespace Orders.Local.CloudWatch;

/// <summary>Finds statistics by CloudWatch's names.</summary>
static class Statistic
{
    /// <returns>Null if the statistic is not supported.</returns>
    public static Func<Distribution, double>? Find(string name) => name switch
    {
        "Sum" => static values => values.Sum,
        "SampleCount" => static values => values.Count,
        "Average" => static values => values.Sum / values.Count,
        "Minimum" => static values => values.Minimum,
        "Maximum" => static values => values.Maximum,
        ['p', .. var percent] when double.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 100 =>
            values => values.Percentile(share),
        _ => null,
    };
}
