using Orders.Settings;

namespace Orders.Processor;

/// <summary>What the Processor is told by its environment.</summary>
/// <param name="Table">The orders table.</param>
/// <param name="QueueUrl">The <c>orders</c> queue, on which messages that are handed back are hidden.</param>
/// <param name="DeadLetterQueueUrl">The <c>orders-dlq</c> queue.</param>
/// <param name="MaxReceiveCount">After how many deliveries SQS itself moves a message to the dead-letter queue, without a reason.</param>
public sealed record ProcessorSettings(TableSettings Table, string QueueUrl, string DeadLetterQueueUrl, int MaxReceiveCount)
{
    /// <summary>The name that it is deployed under: the dimension of its metrics.</summary>
    public string FunctionName { get; init; } = DefaultName;

    private const string DefaultName = "orders-processor";

    /// <summary>Reads <c>ORDERS_TABLE</c>, <c>INDEX_STATUSES</c>, <c>INDEX_SHARDS</c>, <c>ORDERS_QUEUE_URL</c>, <c>ORDERS_DLQ_URL</c> and <c>MAX_RECEIVE_COUNT</c>.</summary>
    /// <exception cref="SettingsException">A variable is missing or breaks its rule; all of them are named.</exception>
    public static ProcessorSettings Read(Func<string, string?> variable)
    {
        var environment = new EnvironmentReader(variable);
        var settings = new ProcessorSettings(
            TableSettings.Read(environment),
            environment.QueueUrl("ORDERS_QUEUE_URL"),
            environment.QueueUrl("ORDERS_DLQ_URL"),
            environment.WholeNumber("MAX_RECEIVE_COUNT", least: 1, most: 1000))
        {
            FunctionName = environment.FunctionName(otherwise: DefaultName),
        };
        environment.ThrowIfWrong();
        return settings;
    }
}
