namespace Orders.Settings;

/// <summary>A function's environment breaks a rule. Thrown while the function starts, so that it fails before it receives a message.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(" ", problems))
{
    /// <summary>A sentence for each variable: its name and its rule.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
