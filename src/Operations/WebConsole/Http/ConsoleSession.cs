namespace Orders.Operations.WebConsole.Http;

/// <summary>A page's session. The server, not the page, decides what it may see.</summary>
/// <param name="key">The key that the page sends with every request.</param>
/// <param name="time">The clock.</param>
internal sealed class ConsoleSession(AccessKey key, TimeProvider time)
{
    private volatile bool _showsPersonalData;
    private long _used = time.GetTimestamp();

    /// <summary>The key that the page sends with every request.</summary>
    public AccessKey Key { get; } = key;

    /// <summary>How long no request was made and no page was open.</summary>
    public TimeSpan Unused => time.GetElapsedTime(Interlocked.Read(ref _used));

    /// <summary>Whether personal data is shown unmasked; false at first.</summary>
    public bool ShowsPersonalData
    {
        get => _showsPersonalData;
        set => _showsPersonalData = value;
    }

    /// <summary>Notes that the session is used.</summary>
    public void Use() => Interlocked.Exchange(ref _used, time.GetTimestamp());
}
