namespace Orders.Local.Settings;

/// <summary>Gathers broken rules, so that one run names them all.</summary>
sealed class RuleCheck
{
    readonly List<string> _broken = [];

    public IReadOnlyList<string> Broken => _broken;

    public void Must(bool holds, string rule)
    {
        if (!holds)
        {
            _broken.Add(rule);
        }
    }

    public void InRange(string setting, int value, int minimum, int maximum) =>
        Must(value >= minimum && value <= maximum, $"{setting} must be {minimum} to {maximum}, is {value}");
}
