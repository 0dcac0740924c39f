namespace Orders.Local.Processes;

/// <summary>The start options of a <see cref="ChildProcess"/>.</summary>
public sealed record ChildProcessStart
{
    /// <summary>The process's name for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The executable and its arguments; not interpreted by a shell.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The working folder; null for that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The whole environment; nothing is inherited. Null inherits the environment unchanged.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Receives each line of its output and errors, from any thread, one at a time.</summary>
    public Action<string>? OnLine { get; init; }
}
