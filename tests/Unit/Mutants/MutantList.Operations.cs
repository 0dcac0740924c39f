namespace Orders.Tests.Unit.Mutants;

/// <summary>Mutants of replay, status, settings and console.</summary>
internal static partial class MutantList
{
    private static IEnumerable<Mutant> Operations =>
    [
        new("stream-arn-without-parts", "src/Operations/Streams/DynamoDbStream.cs", "parts.Length > regionPart", "true",
            "A letter with an odd stream does not end the replay."),
        new("status-ends-at-missing-queue", "src/Operations/Status/QueueReader.cs", "return (new QueueStatus(name, kind, 0, 0, 0, Oldest: null) { Problem = problem }, exception);", "throw;",
            "The status shows the other queues if one is missing."),
        new("replay-deletes-all-letters", "src/Operations/Events/QuarantineReplay.cs", "chunk.Where((_, index) => results[index].IsSent)", "chunk.Where((_, _) => true)",
            "A quarantined event is deleted only after its queue accepted it."),
        new("replay-in-letters-order", "src/Operations/Events/QuarantineReplay.cs", "waiting[consumer.Name].OrderBy(static waiting => waiting.OrderId.Value).ThenBy(static waiting => waiting.Sequence).ToList()", "waiting[consumer.Name].ToList()",
            "Quarantined events are sent again in order per order."),
        new("replay-new-deduplication-id", "src/Operations/Events/WaitingEvent.cs", "new(Letter.Message.Body) { GroupId = OrderId.ToString(), DeduplicationId = Id }", "new(Letter.Message.Body) { GroupId = OrderId.ToString(), DeduplicationId = Letter.Id }",
            "A quarantined event is sent again with the id that the Notifier gives."),
        new("settings-dead-letters-size-not-pinned", "src/Operations/Settings/QueueDefinitions.cs", "Keeping(eventsDlq.MessageRetentionSeconds, eventsDlq.MaxMessageSizeBytes)", "Keeping(eventsDlq.MessageRetentionSeconds, 1024 * 1024)",
            "Every queue has the maximum message size of the settings."),
        new("status-quarantine-is-no-alarm", "src/Operations/Status/AlarmRules.cs", "metrics.Sum(StatusQueries.Quarantined(queue))", "metrics.Sum(StatusQueries.Quarantined(queue)) * 0",
            "A consumer whose events are quarantined is an alarm."),
        new("status-without-early-changes", "src/Operations/Status/StatusScreen.cs", "MetricNames.EarlyChanges", "MetricNames.EventsSent",
            "The status shows changes that wait."),
        new("status-without-quarantined-events", "src/Operations/Status/StatusScreen.cs", "MetricNames.EventsQuarantined", "MetricNames.EventsSent",
            "The status shows quarantined events."),
        new("settings-receives-shorter-than-an-outage", "src/Operations/Settings/QueueSettingsRules.cs",
            "rules.InRange(\n            \"orders_queue.max_receive_count\", queue.MaxReceiveCount, 41, 1000,\n            \": with fewer receives, the Processor's backoff is shorter than an outage of four hours, and valid messages are dead-lettered\");",
            "rules.InRange(\"orders_queue.max_receive_count\", queue.MaxReceiveCount, 10, 1000);",
            "A message has receives enough to outlast an outage of four hours."),
        new("settings-consumer-size-any", "src/Operations/Settings/QueueSettingsRules.cs", "consumer.MaxMessageSizeBytes is >= MinMessageBytes and <= SqsLimits.MessageBytes", "true",
            "A consumer's queue takes every event, and no more than SQS allows."),
        new("settings-orders-size-not-pinned", "src/Operations/Settings/QueueDefinitions.cs", "Number(queue.MaxMessageSizeBytes)", "Number(1024 * 1024)",
            "Every queue has the maximum message size of the settings."),
        new("settings-consumer-size-not-pinned", "src/Operations/Settings/QueueDefinitions.cs", "Number(consumer.MaxMessageSizeBytes)", "Number(1024 * 1024)",
            "Every queue has the maximum message size of the settings."),
        new("console-ignores-wrong-type", "src/Operations/WebConsole/Http/RequestMembers.cs",
            "_json.Member(name) switch\n    {\n        { ValueKind: JsonValueKind.Undefined } => null,\n        var value when kinds.Contains(value.ValueKind) => value,\n        _ => throw Bad($\"{name} must be {type}\"),\n    }",
            "kinds.Contains(_json.Member(name).ValueKind) ? _json.Member(name) : default(JsonElement?)",
            "A member of another type is refused, and does not select all messages."),
    ];
}
