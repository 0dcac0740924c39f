using Microsoft.Extensions.Logging;
using Orders.Events;
using Orders.Settings;

namespace Orders.Notifier;

/// <summary>The Notifier's settings from its environment.</summary>
/// <param name="Consumers">The consumers of events.</param>
/// <param name="QuarantineQueueUrl">The <c>order-events-dlq</c> queue.</param>
/// <param name="EventSource">The CloudEvents source.</param>
/// <param name="QuarantineAfter">The age of a batch at which a transient failure of one consumer's queue is treated as permanent.</param>
public sealed record NotifierSettings(IReadOnlyList<Consumer> Consumers, string QuarantineQueueUrl, string EventSource, TimeSpan QuarantineAfter)
{
    /// <summary>The function's deployed name: the dimension of its metrics.</summary>
    public string FunctionName { get; init; } = DefaultName;

    /// <summary>Events below this level are not logged; metrics are written at every level.</summary>
    public LogLevel MinLogLevel { get; init; } = LogLevel.Information;

    private const string DefaultName = "orders-notifier";

    /// <summary>Reads <c>CONSUMERS</c>, <c>EVENTS_DLQ_URL</c>, <c>EVENT_SOURCE</c> and <c>QUARANTINE_AFTER_SECONDS</c>.</summary>
    /// <exception cref="SettingsException">Variables are missing or break their rules; all of them are listed.</exception>
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
