using Orders.Events;
using Orders.Settings;

namespace Orders.Notifier;

/// <summary>What the Notifier is told by its environment.</summary>
/// <param name="Consumers">Who reacts to events.</param>
/// <param name="SetAsideQueueUrl">The <c>order-events-dlq</c> queue, for records of which no event can tell.</param>
/// <param name="EventSource">The CloudEvents source.</param>
public sealed record NotifierSettings(IReadOnlyList<Consumer> Consumers, string SetAsideQueueUrl, string EventSource)
{
    /// <summary>The name that it is deployed under: the dimension of its metrics.</summary>
    public string FunctionName { get; init; } = DefaultName;

    private const string DefaultName = "orders-notifier";

    /// <summary>Reads <c>CONSUMERS</c>, <c>EVENTS_DLQ_URL</c> and <c>EVENT_SOURCE</c>.</summary>
    /// <exception cref="SettingsException">A variable is missing or breaks its rule; all of them are named.</exception>
    public static NotifierSettings Read(Func<string, string?> variable)
    {
        var environment = new EnvironmentReader(variable);
        var settings = new NotifierSettings(
            Consumer.Read(environment, "CONSUMERS"),
            environment.QueueUrl("EVENTS_DLQ_URL"),
            environment.Read("EVENT_SOURCE", "must be a URI reference, as /orders", static value => Uri.IsWellFormedUriString(value, UriKind.RelativeOrAbsolute) ? value : null) ?? "")
        {
            FunctionName = environment.FunctionName(otherwise: DefaultName),
        };
        environment.ThrowIfWrong();
        return settings;
    }
}
