namespace Orders.Operations.Settings;

/// <summary>Collects broken rules, so that one run reports them all.</summary>
sealed class RuleCheck
{
    readonly List<string> _broken = [];
    readonly List<string> _stated = [];

    /// <summary>The broken rules, each with the value that breaks it.</summary>
    public IReadOnlyList<string> Broken => _broken;

    /// <summary>All rules that were checked, in the words of <c>terraform/settings.tf</c>.</summary>
    public IReadOnlyList<string> Stated => _stated;

    /// <summary>Checks a rule.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="rule">A sentence that names the setting.</param>
    /// <param name="found">The value that was found, as a sentence; empty if the rule includes it.</param>
    public void Must(bool holds, string rule, string found = "")
    {
        _stated.Add(rule);
        if (!holds)
        {
            _broken.Add(found.Length > 0 ? $"{rule} {found}" : rule);
        }
    }

    /// <summary>Checks the bounds of a number.</summary>
    public void InRange(string setting, int value, int min, int max, string why = "") =>
        Must(value >= min && value <= max, $"{setting} must be from {min} to {max}{why}.", $"It is {value}.");

    /// <summary>Checks a rule for each element of a list.</summary>
    public void Each<T>(IReadOnlyList<T> elements, string setting, Func<T, bool> holds, string rule)
    {
        var broken = Enumerable.Range(0, elements.Count).Where(index => !holds(elements[index])).Select(index => $"{setting}[{index}]").ToList();
        Must(broken.Count == 0, rule, $"{string.Join(", ", broken)}: not so.");
    }
}
