namespace Orders.Operations.WebConsole.Http;

/// <summary>The sessions of one start of the console. They end with it.</summary>
/// <param name="link">The secret in the link that is printed: who has it may open a session.</param>
/// <param name="fill">Fills a buffer with what nobody can guess.</param>
internal sealed class Sessions(AccessKey link, Action<Span<byte>> fill)
{
    /// <summary>As many pages as anybody has open; the oldest makes room.</summary>
    private const int Most = 64;

    private const string Scheme = "Bearer ";

    private readonly Lock _gate = new();
    private readonly List<ConsoleSession> _open = [];

    /// <summary>Whether a request shows the link's secret.</summary>
    public bool CanOpen(string? authorization) => link.Is(Credential(authorization));

    /// <summary>Opens a session.</summary>
    public ConsoleSession Open()
    {
        var session = new ConsoleSession(new AccessKey(fill));
        lock (_gate)
        {
            if (_open.Count == Most)
            {
                _open.RemoveAt(0);
            }

            _open.Add(session);
        }

        return session;
    }

    /// <summary>The session whose key a request shows; null where there is none.</summary>
    public ConsoleSession? Find(string? authorization)
    {
        var credential = Credential(authorization);
        lock (_gate)
        {
            return _open.Find(session => session.Key.Is(credential));
        }
    }

    // A header, never a cookie: a browser sends cookies of 127.0.0.1 to every port of it, and by itself.
    private static string? Credential(string? authorization) =>
        authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? authorization[Scheme.Length..] : null;
}
