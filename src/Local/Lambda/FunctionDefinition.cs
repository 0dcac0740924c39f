namespace Orders.Local.Lambda;

/// <summary>The definition of a function in the local Lambda service.</summary>
public sealed record FunctionDefinition
{
    /// <summary>The version that every invocation runs. Nothing is published here: the one alias names it.</summary>
    public const string Version = "$LATEST";

    /// <summary>The alias by which the mappings invoke a function.</summary>
    public const string Alias = "live";

    /// <summary>The function's name.</summary>
    public required string Name { get; init; }

    /// <summary>The executable and its arguments, started as deployed.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The function's environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The time after which a process that has not asked for an event is killed. Lambda allows 10 seconds; a laptop that compiles at the
    /// same time is slower.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The timeout of an invocation.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The memory that the function reads from its environment, in MB; it is not enforced.</summary>
    public int MemoryMb { get; init; } = 128;

    /// <summary>The maximum number of concurrent invocations; more are throttled.</summary>
    public int Concurrency { get; init; } = 1000;

    /// <summary>
    /// The maximum number of processes on this machine. Invocations above it, but within <see cref="Concurrency"/>, wait: a laptop has fewer
    /// cores than Lambda, which is no reason to throttle.
    /// </summary>
    public int LocalInstances { get; init; } = 2;

    /// <summary>Whether a process is suspended between two invocations, as in Lambda, so that timers and connections behave as they do
    /// there.</summary>
    public bool IsFrozenWhenIdle { get; init; }

    /// <summary>Returns the function's ARN.</summary>
    public string Arn(string region) => $"arn:aws:lambda:{region}:{Resources.LocalEndpoints.AccountId}:function:{Name}";
}
