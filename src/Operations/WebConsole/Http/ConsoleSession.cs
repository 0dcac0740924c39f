namespace Orders.Operations.WebConsole.Http;

/// <summary>A page's session. The server, not the page, decides what it may see.</summary>
internal sealed class ConsoleSession(AccessKey key)
{
    private volatile bool _showsPersonalData;

    /// <summary>The key that the page sends with every request.</summary>
    public AccessKey Key { get; } = key;

    /// <summary>Whether e-mail addresses are shown unmasked; false at first.</summary>
    public bool ShowsPersonalData
    {
        get => _showsPersonalData;
        set => _showsPersonalData = value;
    }
}
