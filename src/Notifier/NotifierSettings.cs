using Microsoft.Extensions.Logging;
using Orders.Events;
using Orders.Settings;

namespace Orders.Notifier;

/// <summary>What the Notifier reads from its environment.</summary>
/// <param name="Consumers">Who reacts to events.</param>
/// <param name="QuarantineQueueUrl">The <c>order-events-dlq</c> queue, for records of which no event can tell.</param>
/// <param name="EventSource">The CloudEvents source.</param>
/// <param name="QuarantineAfter">How old a batch gets before a failure of one consumer's queue that may pass is treated as one that stays.</param>
public sealed record NotifierSettings(IReadOnlyList<Consumer> Consumers, string QuarantineQueueUrl, string EventSource, TimeSpan QuarantineAfter)
{
    /// <summary>The name that it is deployed under: the dimension of its metrics.</summary>
    public string FunctionName { get; init; } = DefaultName;

    /// <summary>Facts below this level are not logged; metrics are written at every level.</summary>
    public LogLevel MinLogLevel { get; init; } = LogLevel.Information;

    private const string DefaultName = "orders-notifier";

    /// <summary>Reads <c>CONSUMERS</c>, <c>EVENTS_DLQ_URL</c>, <c>EVENT_SOURCE</c> and <c>QUARANTINE_AFTER_SECONDS</c>.</summary>
    /// <exception cref="SettingsException">A variable is missing or breaks its rule; all of them are named.</exception>
    public static NotifierSettings Read(Func<string, string?> variable)
    {
        var environment = new EnvironmentReader(variable);
        var settings = new NotifierSettings(
            Consumer.Read(environment, "CONSUMERS"),
            environment.QueueUrl("EVENTS_DLQ_URL"),
            environment.Read("EVENT_SOURCE", "must be a URI reference, as /orders", static value => Uri.IsWellFormedUriString(value, UriKind.RelativeOrAbsolute) ? value : null) ?? "",
            TimeSpan.FromSeconds(environment.WholeNumber("QUARANTINE_AFTER_SECONDS", min: 10, max: 3600)))
        {
            FunctionName = environment.FunctionName(otherwise: DefaultName),
            MinLogLevel = environment.MinLogLevel(),
        };
        environment.ThrowIfWrong();
        return settings;
    }
}
