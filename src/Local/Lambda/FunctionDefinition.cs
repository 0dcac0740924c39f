namespace Orders.Local.Lambda;

/// <summary>A function as the local Lambda service runs it.</summary>
public sealed record FunctionDefinition
{
    /// <summary>The version that every invocation runs.</summary>
    public const string Version = "$LATEST";

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The executable and its arguments: what is deployed, started as it is.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Its own environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>After how long a process that has not asked for an event is ended. The service gives 10 seconds; a laptop that compiles beside it is slower.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long an invocation is ended.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The memory that the function reads from its environment, in MB; it is not enforced.</summary>
    public int MemoryMb { get; init; } = 128;

    /// <summary>How many invocations the service takes at once; more are throttled.</summary>
    public int Concurrency { get; init; } = 1000;

    /// <summary>
    /// How many processes run on this machine. Invocations over it, but within <see cref="Concurrency"/>, wait: a laptop has fewer
    /// cores than the service, which is no reason to throttle.
    /// </summary>
    public int LocalInstances { get; init; } = 2;

    /// <summary>Whether a process is suspended between two invocations, as Lambda does: timers and connections then show as they do there.</summary>
    public bool IsFrozenWhenIdle { get; init; }

    /// <summary>Its ARN.</summary>
    public string Arn(string region) => $"arn:aws:lambda:{region}:{Resources.LocalEndpoints.AccountId}:function:{Name}";
}
