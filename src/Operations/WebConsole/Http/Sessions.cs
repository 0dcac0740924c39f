namespace Orders.Operations.WebConsole.Http;

/// <summary>The sessions of a running console. They end with it, or after an hour without a request or an open page.</summary>
/// <param name="link">The secret in the printed link, which allows opening a session.</param>
/// <param name="fill">Fills a buffer with secure random bytes.</param>
/// <param name="time">The clock.</param>
internal sealed class Sessions(AccessKey link, Action<Span<byte>> fill, TimeProvider time)
{
    /// <summary>The maximum number of sessions; a new one replaces the oldest.</summary>
    private const int Most = 64;

    private const string Scheme = "Bearer ";

    private static readonly TimeSpan MaxUnused = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly List<ConsoleSession> _open = [];

    /// <summary>Whether a request has the link's secret.</summary>
    public bool CanOpen(string? authorization) => link.Is(Credential(authorization));

    /// <summary>Opens a session.</summary>
    public ConsoleSession Open()
    {
        var session = new ConsoleSession(new AccessKey(fill), time);
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

    /// <summary>Returns the session whose key a request has; null if there is none.</summary>
    public ConsoleSession? Find(string? authorization)
    {
        var credential = Credential(authorization);
        lock (_gate)
        {
            _open.RemoveAll(static session => session.Unused > MaxUnused);
            var session = _open.Find(session => session.Key.Is(credential));
            session?.Use();
            return session;
        }
    }

    // A header, never a cookie: a browser automatically sends cookies of 127.0.0.1 to every port.
    private static string? Credential(string? authorization) =>
        authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? authorization[Scheme.Length..] : null;
}
