using Microsoft.Extensions.Logging;
using Orders.Settings;

namespace Orders.Processor;

/// <summary>The Processor's settings from its environment.</summary>
/// <param name="Table">The orders table.</param>
/// <param name="QueueUrl">The <c>orders</c> queue.</param>
/// <param name="DeadLetterQueueUrl">The <c>orders-dlq</c> queue.</param>
/// <param name="Limits">When a message is rejected instead of retried.</param>
public sealed record ProcessorSettings(TableSettings Table, string QueueUrl, string DeadLetterQueueUrl, RetryLimits Limits)
{
    /// <summary>The function's deployed name: the dimension of its metrics.</summary>
    public string FunctionName { get; init; } = DefaultName;

    /// <summary>The queues of outside senders.</summary>
    public IReadOnlyList<SourceQueue> Senders { get; init; } = [];

    /// <summary>The queues that it reads.</summary>
    public SourceQueues Queues => new(Orders, Senders);

    private SourceQueue Orders => new(QueueUrl, DeadLetterQueueUrl);

    /// <summary>The IAM id of the only role that may send <c>order.expire_pending</c>; null allows every sender.</summary>
    public string? ExpiryRoleId { get; init; }

    /// <summary>Events below this level are not logged; metrics are written at every level.</summary>
    public LogLevel MinLogLevel { get; init; } = LogLevel.Information;

    private const string DefaultName = "orders-processor";

    /// <summary>Reads <c>ORDERS_TABLE</c>, <c>INDEX_STATUSES</c>, <c>INDEX_SHARDS</c>, <c>ORDERS_QUEUE_URL</c>, <c>ORDERS_DLQ_URL</c>, <c>MAX_RECEIVE_COUNT</c>, <c>EARLY_CHANGE_MAX_AGE_SECONDS</c> and, if they are set, <c>SENDERS</c> and <c>EXPIRY_ROLE_ID</c>.</summary>
    /// <exception cref="SettingsException">Variables are missing or break their rules; all of them are listed.</exception>
    public static ProcessorSettings Read(Func<string, string?> variable)
    {
        var environment = new EnvironmentReader(variable);
        var settings = new ProcessorSettings(
            TableSettings.Read(environment),
            environment.QueueUrl("ORDERS_QUEUE_URL"),
            environment.QueueUrl("ORDERS_DLQ_URL"),
            new RetryLimits(
                environment.WholeNumber("MAX_RECEIVE_COUNT", min: 1, max: 1000),
                TimeSpan.FromSeconds(environment.WholeNumber("EARLY_CHANGE_MAX_AGE_SECONDS", min: 60, max: 1_209_600))))
        {
            FunctionName = environment.FunctionName(otherwise: DefaultName),
            MinLogLevel = environment.MinLogLevel(),
            // AWS IAM User Guide, "IAM identifiers": the unique id of a role.
            ExpiryRoleId = environment.Optional(
                "EXPIRY_ROLE_ID", "must be the unique id of an IAM role, as AROA and letters and digits", static value => value.StartsWith("AROA", StringComparison.Ordinal) && value.All(char.IsAsciiLetterOrDigit) ? value : null),
        };
        settings = settings with { Senders = SourceQueue.ReadSenders(environment, "SENDERS", settings.Orders) };
        environment.ThrowIfWrong();
        return settings;
    }
}
