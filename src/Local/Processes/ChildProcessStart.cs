namespace Orders.Local.Processes;

/// <summary>What to run as a <see cref="ChildProcess"/>.</summary>
public sealed record ChildProcessStart
{
    /// <summary>What messages call the process.</summary>
    public required string Name { get; init; }

    /// <summary>The executable and its arguments; no shell looks at them.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The folder it starts in; null is ours.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Its whole environment: nothing of ours is passed on beside it. Null passes ours on unchanged.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Takes each line of its output and errors, from any thread, one at a time.</summary>
    public Action<string>? OnLine { get; init; }
}
