using Microsoft.Extensions.Logging;
using Orders.Settings;

namespace Orders.Ingest;

/// <summary>Ingest's settings from its environment.</summary>
/// <param name="Table">The orders table.</param>
/// <param name="QueueUrl">The <c>orders</c> queue.</param>
public sealed record IngestSettings(TableSettings Table, string QueueUrl)
{
    /// <summary>The function's deployed name: the dimension of its metrics.</summary>
    public string FunctionName { get; init; } = DefaultName;

    /// <summary>Events below this level are not logged; metrics are written at every level.</summary>
    public LogLevel MinLogLevel { get; init; } = LogLevel.Information;

    private const string DefaultName = "orders-ingest";

    /// <summary>Reads <c>ORDERS_TABLE</c>, <c>INDEX_STATUSES</c>, <c>INDEX_SHARDS</c> and <c>ORDERS_QUEUE_URL</c>.</summary>
    /// <exception cref="SettingsException">Variables are missing or break their rules; all of them are listed.</exception>
    public static IngestSettings Read(Func<string, string?> variable)
    {
        var environment = new EnvironmentReader(variable);
        var settings = new IngestSettings(TableSettings.Read(environment), environment.QueueUrl("ORDERS_QUEUE_URL"))
        {
            FunctionName = environment.FunctionName(otherwise: DefaultName),
            MinLogLevel = environment.MinLogLevel(),
        };
        environment.ThrowIfWrong();
        return settings;
    }
}
