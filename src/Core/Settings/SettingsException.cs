namespace Orders.Settings;

/// <summary>The environment of a function breaks a rule. Thrown while the function starts, so that it fails before it takes a message.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(" ", problems))
{
    /// <summary>One sentence a variable: its name and its rule.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
