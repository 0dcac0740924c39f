using System.Text.Json.Nodes;

namespace Orders.Operations.Settings;

/// <summary>The environment variables of each function; Terraform sets the same.</summary>
/// <param name="settings">The settings.</param>
/// <param name="queueUrl">Returns the URL of a queue by its name.</param>
public sealed class FunctionEnvironment(PipelineSettings settings, Func<string, string> queueUrl)
{
    /// <summary>Returns the Ingest function's variables.</summary>
    public IReadOnlyDictionary<string, string> Ingest() => new Dictionary<string, string>
    {
        ["ORDERS_TABLE"] = settings.Table.Name,
        ["ORDERS_QUEUE_URL"] = queueUrl(settings.OrdersQueue.Name),
        ["INDEX_STATUSES"] = string.Join(',', settings.Table.IndexStatuses),
        ["INDEX_SHARDS"] = $"{settings.Table.IndexShards}",
    };

    /// <summary>Returns the Processor function's variables.</summary>
    public IReadOnlyDictionary<string, string> Processor()
    {
        var variables = new Dictionary<string, string>
        {
            ["ORDERS_TABLE"] = settings.Table.Name,
            ["ORDERS_QUEUE_URL"] = queueUrl(settings.OrdersQueue.Name),
            ["ORDERS_DLQ_URL"] = queueUrl(settings.OrdersQueue.DeadLetterQueue),
            ["MAX_RECEIVE_COUNT"] = $"{settings.OrdersQueue.MaxReceiveCount}",
            ["EARLY_CHANGE_MAX_AGE_SECONDS"] = $"{settings.Processor.EarlyChangeMaxAgeSeconds}",
            ["INDEX_STATUSES"] = string.Join(',', settings.Table.IndexStatuses),
            ["INDEX_SHARDS"] = $"{settings.Table.IndexShards}",
        };
        if (settings.Senders.Count > 0)
        {
            variables["SENDERS"] = Senders().ToJsonString();
        }

        if (settings.Table.TimeToLiveDays is { } days)
        {
            variables["TIME_TO_LIVE_DAYS"] = $"{days}";
        }

        return variables;
    }

    /// <summary>Returns the Notifier function's variables.</summary>
    public IReadOnlyDictionary<string, string> Notifier() => new Dictionary<string, string>
    {
        ["CONSUMERS"] = Consumers().ToJsonString(),
        ["EVENTS_DLQ_URL"] = queueUrl(settings.OrderEventsDlq.Name),
        ["EVENT_SOURCE"] = settings.EventSource,
        ["QUARANTINE_AFTER_SECONDS"] = $"{settings.Notifier.QuarantineAfterSeconds}",
    };

    JsonArray Senders() => new([.. settings.Senders.Select(sender => new JsonObject
    {
        ["name"] = sender.Name,
        ["queue_url"] = queueUrl(sender.Queue),
        ["dlq_url"] = queueUrl(sender.DeadLetterQueue),
    })]);

    JsonArray Consumers() => new([.. settings.Consumers.Select(consumer => new JsonObject
    {
        ["name"] = consumer.Name,
        ["queue_url"] = queueUrl(consumer.Queue),
        ["types"] = Texts(consumer.Types),
        ["personal_fields"] = Texts(consumer.PersonalFields),
    })]);

    static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(static text => JsonValue.Create(text))]);
}
