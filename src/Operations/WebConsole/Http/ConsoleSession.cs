namespace Orders.Operations.WebConsole.Http;

/// <summary>One page that was opened with the link. What it may see is decided here, not in the page.</summary>
internal sealed class ConsoleSession(AccessKey key)
{
    private volatile bool _showsPersonalData;

    /// <summary>What the page shows with every request.</summary>
    public AccessKey Key { get; } = key;

    /// <summary>Whether e-mail addresses are shown as they are. Not at first.</summary>
    public bool ShowsPersonalData
    {
        get => _showsPersonalData;
        set => _showsPersonalData = value;
    }
}
