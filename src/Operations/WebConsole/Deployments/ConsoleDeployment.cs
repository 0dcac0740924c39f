using Orders.Operations.Audit;
using Orders.Operations.Connections;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Operations.WebConsole.Http;

namespace Orders.Operations.WebConsole.Deployments;

/// <summary>The deployment that a console shows.</summary>
/// <param name="Connection">How it is reached.</param>
/// <param name="Settings">The settings that hold the names.</param>
/// <param name="Prefix">The prefix of each name.</param>
internal sealed record ConsoleDeployment(Connection Connection, PipelineSettings Settings, string Prefix)
{
    /// <summary>The settings with the prefix before every name.</summary>
    public PipelineSettings Named { get; } = Settings.WithPrefix(Prefix);

    /// <summary>The audit log's file; null for the CLI's default.</summary>
    public string? AuditLog { get; init; }

    /// <summary>The account and region of the orders queue; null if not known.</summary>
    public AwsPlace? Place { get; init; }

    /// <summary>The caller's ARN, as STS knows it; null if not known.</summary>
    public string? Caller { get; init; }

    /// <summary>The operator's name for the audit log and for redriven messages.</summary>
    public string Operator { get; init; } = $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>The dead-letter queues by the names that <c>--queue</c> takes.</summary>
    public IReadOnlyDictionary<string, QueueRole> DeadLetterQueues { get; } = QueueRole.All(Settings, Prefix);

    /// <summary>The dead-letter queues of messages for the Processor.</summary>
    public IEnumerable<QueueRole> OrdersQueues => DeadLetterQueues.Values.Where(static queue => queue.IsOrders);

    /// <summary>Describes where the deployment is.</summary>
    public string Description => Place is null ? Server : $"{Place} ({Server})";

    private string Server => (Connection.Sqs ?? EndpointInEnvironment, Connection.Profile, Connection.Region) switch
    {
        ({ } sqs, _, _) => sqs.Authority,
        (_, { } profile, { } region) => $"{profile}, {region}",
        (_, { } profile, _) => profile,
        (_, _, { } region) => region,
        _ => "AWS",
    };

    private static Uri? EndpointInEnvironment => ((string[])["AWS_ENDPOINT_URL_SQS", "AWS_ENDPOINT_URL"])
        .Select(static name => Uri.TryCreate(Environment.GetEnvironmentVariable(name), UriKind.Absolute, out var url) ? url : null).FirstOrDefault(static url => url is not null);

    /// <summary>Opens the audit log, whose lines then name the account, the region and the caller.</summary>
    /// <exception cref="CommandException">The log cannot be written, so nothing may be changed.</exception>
    public Task<AuditLog> OpenAuditAsync() => Audit.AuditLog.OpenAsync(Audit.AuditLog.StoreFor(AuditLog, Connection), Place, Caller);

    /// <summary>Finds a dead-letter queue.</summary>
    /// <param name="name">One of <see cref="DeadLetterQueues"/>; null for the orders' one.</param>
    /// <exception cref="RefusedException">No queue has that name.</exception>
    public QueueRole Queue(string? name) => DeadLetterQueues.GetValueOrDefault(name ?? Settings.OrdersQueue.DeadLetterQueue)
        ?? throw RequestMembers.Bad($"queue must be one of {string.Join(", ", DeadLetterQueues.Keys)}");

    /// <summary>Finds a dead-letter queue whose messages can be redriven.</summary>
    /// <param name="name">One of <see cref="DeadLetterQueues"/>.</param>
    /// <exception cref="RefusedException">No queue has that name, or its messages cannot be redriven.</exception>
    public QueueRole RedrivenQueue(string name) => Queue(name) is { Target: not null } queue
        ? queue
        : throw RequestMembers.Bad($"queue must be one whose messages can be redriven: {string.Join(", ", DeadLetterQueues.Where(static each => each.Value.Target is not null).Select(static each => each.Key))}");
}
