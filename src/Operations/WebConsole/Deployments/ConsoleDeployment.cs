using Orders.Operations.Connections;
using Orders.Operations.DeadLetters;
using Orders.Operations.Settings;
using Orders.Operations.WebConsole.Http;

namespace Orders.Operations.WebConsole.Deployments;

/// <summary>The deployment that a console shows.</summary>
/// <param name="Connection">How it is reached.</param>
/// <param name="Settings">Its names.</param>
/// <param name="Prefix">What stands before each of them.</param>
internal sealed record ConsoleDeployment(Connection Connection, PipelineSettings Settings, string Prefix)
{
    /// <summary>The settings with the prefix before every name.</summary>
    public PipelineSettings Named { get; } = Settings.WithPrefix(Prefix);

    /// <summary>The file that keeps what was changed, by whom; null for the one of the CLI.</summary>
    public string? AuditLog { get; init; }

    /// <summary>Who works with it, for the audit log and for what is sent back.</summary>
    public string Operator { get; init; } = $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>The dead-letter queues, each by the name by which <c>--queue</c> takes it.</summary>
    public IReadOnlyDictionary<string, QueueRole> DeadLetterQueues { get; } = QueueRole.All(Settings, Prefix);

    /// <summary>Where it is, in words.</summary>
    public string Place => (Connection.Sqs, Connection.Profile, Connection.Region) switch
    {
        ({ } sqs, _, _) => sqs.Authority,
        (_, { } profile, { } region) => $"{profile}, {region}",
        (_, { } profile, _) => profile,
        (_, _, { } region) => region,
        _ => "AWS",
    };

    /// <summary>Finds a dead-letter queue.</summary>
    /// <param name="name">One of <see cref="DeadLetterQueues"/>; null for that of orders.</param>
    /// <exception cref="RefusedException">There is none of that name.</exception>
    public QueueRole Queue(string? name) => DeadLetterQueues.GetValueOrDefault(name ?? Settings.OrdersQueue.DeadLetterQueue)
        ?? throw RequestMembers.Bad($"queue must be one of {string.Join(", ", DeadLetterQueues.Keys)}");

    /// <summary>Finds a dead-letter queue whose messages can be redriven.</summary>
    /// <param name="name">One of <see cref="DeadLetterQueues"/>.</param>
    /// <exception cref="RefusedException">There is none of that name, or no queue takes its messages back.</exception>
    public QueueRole RedrivenQueue(string name) => Queue(name) is { Target: not null } queue
        ? queue
        : throw RequestMembers.Bad($"queue must be one whose messages can be redriven: {string.Join(", ", DeadLetterQueues.Where(static each => each.Value.Target is not null).Select(static each => each.Key))}");
}
