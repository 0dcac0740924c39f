namespace Orders.Benchmarks.Functions.Subjects;

/// <summary>How a function reaches SQS and DynamoDB.</summary>
internal enum Connection
{
    /// <summary>It makes no call.</summary>
    None,

    /// <summary>Without TLS.</summary>
    Plain,

    /// <summary>By TLS, trusting Amazon's roots only, as deployed.</summary>
    AmazonRoots,

    /// <summary>By TLS, trusting what the system trusts, from its one bundle.</summary>
    SystemRoots,

    /// <summary>By TLS, trusting what the system trusts, from its bundle and its folder: where nobody says anything else, .NET reads both.</summary>
    SystemRootsAndFolder,
}

/// <summary>One function with one event.</summary>
/// <param name="Name">The function, and for two of one name what differs.</param>
/// <param name="Event">The event, in a few words.</param>
/// <param name="Executable">What Lambda would start.</param>
/// <param name="Payload">The event's JSON.</param>
internal sealed record Subject(string Name, string Event, string Executable, byte[] Payload)
{
    public Connection Connection { get; init; }

    /// <summary>What it is told by on the command line: as its row in the table.</summary>
    public string Label => $"{Name}, {Event}, {Connection}";

    /// <summary>How many orders the event is about: CPU is told per order, too. Null where that says nothing.</summary>
    public int? Orders { get; init; }

    /// <summary>Warm invocations in a round; none where only the cold start is of interest.</summary>
    public int Invocations { get; init; } = 400;

    /// <summary>The variables that are its own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
