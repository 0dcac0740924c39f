using Orders.Events;
using Orders.Messages;
using Orders.Model;
using Orders.Queues;

namespace Orders.Operations.Settings;

/// <summary>The rules for queues.</summary>
static class QueueSettingsRules
{
    const int MaximumVisibilitySeconds = 43_200;
    const int MaximumRetentionSeconds = 1_209_600;

    /// <summary>Enough for every order of 64 KiB.</summary>
    const int MinMessageBytes = 128 * 1024;

    /// <summary>The maximum size that a dead letter's reason adds to its message.</summary>
    const int ReasonBytes = 8 * 1024;

    static readonly string PersonalFieldNames = string.Join(", ", ContentFields.All.Where(static field => field.IsPersonal).Select(static field => field.Name));

    public static void Check(RuleCheck rules, PipelineSettings settings)
    {
        CheckOrders(rules, settings.OrdersQueue, settings.Processor);
        CheckEventsDeadLetters(rules, settings.OrderEventsDlq, settings.OrdersQueue);
        CheckSenders(rules, settings);
        CheckConsumers(rules, settings.Consumers, settings.OrderEventsDlq);
    }

    static void CheckOrders(RuleCheck rules, OrdersQueueSettings queue, ProcessorFunctionSettings processor)
    {
        rules.Must(
            SettingsPatterns.StandardQueue().IsMatch(queue.Name) && SettingsPatterns.StandardQueue().IsMatch(queue.DeadLetterQueue),
            "orders_queue.name and orders_queue.dead_letter_queue must have 1 to 80 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix: both are standard queues.");
        rules.Must(queue.Name != queue.DeadLetterQueue, "orders_queue.dead_letter_queue must not be the queue itself.");
        rules.InRange("orders_queue.visibility_timeout_seconds", queue.VisibilityTimeoutSeconds, 1, MaximumVisibilitySeconds, " (12 hours)");
        rules.Must(
            queue.VisibilityTimeoutSeconds >= 6 * (long)processor.TimeoutSeconds,
            "orders_queue.visibility_timeout_seconds must be at least 6 times processor.timeout_seconds: a message must stay hidden while Lambda retries a throttled batch.",
            $"They are {queue.VisibilityTimeoutSeconds} and {processor.TimeoutSeconds}.");
        CheckRetention(rules, "orders_queue.message_retention_seconds", queue.MessageRetentionSeconds);
        rules.Must(
            queue.DeadLetterRetentionSeconds <= MaximumRetentionSeconds,
            $"orders_queue.dead_letter_retention_seconds must be at most {MaximumRetentionSeconds} (14 days).",
            $"It is {queue.DeadLetterRetentionSeconds}.");
        rules.Must(
            queue.DeadLetterRetentionSeconds > queue.MessageRetentionSeconds,
            "orders_queue.dead_letter_retention_seconds must be longer than orders_queue.message_retention_seconds: a message that is moved to the dead-letter queue keeps its original timestamp.");
        CheckSize(rules, "orders_queue.max_message_size_bytes", queue.MaxMessageSizeBytes);
        CheckSize(rules, "orders_queue.dead_letter_max_message_size_bytes", queue.DeadLetterMaxMessageSizeBytes);
        rules.Must(
            queue.DeadLetterMaxMessageSizeBytes >= queue.MaxMessageSizeBytes + ReasonBytes,
            $"orders_queue.dead_letter_max_message_size_bytes must be at least {ReasonBytes} more than orders_queue.max_message_size_bytes: a dead letter also holds its reason.");
        rules.InRange(
            "orders_queue.max_receive_count", queue.MaxReceiveCount, 41, 1000,
            ": with fewer receives, the Processor's backoff is shorter than an outage of four hours, and valid messages are dead-lettered");
    }

    static void CheckEventsDeadLetters(RuleCheck rules, EventsDeadLetterQueueSettings queue, OrdersQueueSettings orders)
    {
        rules.Must(
            SettingsPatterns.StandardQueue().IsMatch(queue.Name),
            "order_events_dlq.name must have 1 to 80 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix: an on-failure destination is a standard queue.");
        rules.Must(
            queue.Name != orders.Name && queue.Name != orders.DeadLetterQueue,
            "order_events_dlq.name must differ from orders_queue.name and orders_queue.dead_letter_queue.");
        CheckRetention(rules, "order_events_dlq.message_retention_seconds", queue.MessageRetentionSeconds);
        CheckSize(rules, "order_events_dlq.max_message_size_bytes", queue.MaxMessageSizeBytes);
        rules.Must(
            queue.RecordsBucket is not { } bucket || SettingsPatterns.Bucket().IsMatch(bucket),
            "order_events_dlq.records_bucket must be null (no bucket) or have 3 to 35 of the characters a-z 0-9 -, with a letter or digit at both ends, including the deployment's prefix: the bucket's name also has account and region.");
    }

    static void CheckSenders(RuleCheck rules, PipelineSettings settings)
    {
        void Each(Func<SenderSettings, bool> holds, string rule) => rules.Each(settings.Senders, "senders", holds, rule);

        Each(
            static sender => SettingsPatterns.StandardQueue().IsMatch(sender.Queue),
            "senders[*].queue must have 1 to 80 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix: it is a standard queue.");
        Each(
            static sender => sender.Name.Length > 0 && SettingsPatterns.StandardQueue().IsMatch(sender.DeadLetterQueue),
            "senders[*].name must have at least one of the characters A-Z a-z 0-9 _ -, and orders-<name>-dlq must have at most 80 characters, including the deployment's prefix.");
        Each(
            static sender => sender.Name != OrderMessageReader.DefaultOwner,
            $"senders[*].name must not be {OrderMessageReader.DefaultOwner}: that is the owner of orders whose message names none.");
        string[] standardQueues = [.. settings.Sources.SelectMany(static source => (string[])[source.Queue, source.DeadLetterQueue]), settings.OrderEventsDlq.Name];
        rules.Must(
            settings.Senders.Count == 0 || standardQueues.Distinct().Count() == standardQueues.Length,
            "senders[*].name and senders[*].queue must be unique: every queue needs its own name.");
        Each(static sender => sender.MaximumConcurrency is >= 2 and <= 1000, "senders[*].maximum_concurrency must be from 2 to 1000.");
        rules.Must(
            settings.Senders.Count == 0 || settings.Processor.ReservedConcurrency == FunctionSettings.Unreserved
                || settings.Sources.Sum(static source => (long)source.MaximumConcurrency) <= settings.Processor.ReservedConcurrency,
            "senders[*].maximum_concurrency and processor.maximum_concurrency must together be at most processor.reserved_concurrency, unless that is -1 (none): otherwise the mappings are throttled, and each throttled receive counts towards max_receive_count.");
    }

    static void CheckConsumers(RuleCheck rules, IReadOnlyList<ConsumerSettings> consumers, EventsDeadLetterQueueSettings eventsDlq)
    {
        void Each(Func<ConsumerSettings, bool> holds, string rule) => rules.Each(consumers, "consumers", holds, rule);

        rules.Must(consumers.Count > 0, "consumers must name at least one consumer.");
        Each(
            static consumer => SettingsPatterns.FifoQueue().IsMatch(consumer.Queue),
            "consumers[*].queue must end in .fifo (the events of an order are ordered) and have at most 80 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix.");
        Each(
            static consumer => consumer.Name.Length > 0 && SettingsPatterns.FifoQueue().IsMatch(consumer.DeadLetterQueue),
            "consumers[*].name must have at least one of the characters A-Z a-z 0-9 _ -, and order-events-<name>-dlq.fifo must have at most 80 characters, including the deployment's prefix.");
        rules.Must(
            consumers.SelectMany(static consumer => (string[])[consumer.Queue, consumer.DeadLetterQueue]).Distinct().Count() == 2 * consumers.Count,
            "consumers[*].name and consumers[*].queue must be unique: every queue needs its own name.");
        Each(
            static consumer => consumer.Types.Count > 0 && consumer.Types.All(EventTypes.All.Contains),
            $"consumers[*].types must be one or more of {EventTypes.Placed}, {EventTypes.StatusChanged}, {EventTypes.Removed}, {EventTypes.Rejected}.");
        // SettingsShape refuses it. Terraform ignores members that it does not know, so there it is a rule.
        Each(static _ => true, ConsumerSettings.NoIncludeCustomerEmail);
        Each(
            static consumer => consumer.PersonalFields.All(PersonalFields.All.Contains) && consumer.PersonalFields.Distinct().Count() == consumer.PersonalFields.Count,
            $"consumers[*].personal_fields must be some of {PersonalFieldNames}, each once.");
        Each(
            static consumer => consumer.VisibilityTimeoutSeconds is >= 1 and <= MaximumVisibilitySeconds,
            $"consumers[*].visibility_timeout_seconds must be from 1 to {MaximumVisibilitySeconds} (12 hours).");
        Each(
            static consumer => consumer.MessageRetentionSeconds is >= 60 and <= MaximumRetentionSeconds,
            $"consumers[*].message_retention_seconds must be from 60 to {MaximumRetentionSeconds} (14 days).");
        Each(
            static consumer => consumer.MaxMessageSizeBytes is >= MinMessageBytes and <= SqsLimits.MessageBytes,
            $"consumers[*].max_message_size_bytes must be from {MinMessageBytes} to {SqsLimits.MessageBytes} (256 KiB).");
        Each(
            consumer => eventsDlq.MaxMessageSizeBytes >= consumer.MaxMessageSizeBytes + ReasonBytes,
            $"order_events_dlq.max_message_size_bytes must be at least {ReasonBytes} more than each consumers[*].max_message_size_bytes: a quarantined event also holds its reason.");
        Each(static consumer => consumer.MaxReceiveCount is >= 1 and <= 1000, "consumers[*].max_receive_count must be from 1 to 1000.");
    }

    static void CheckSize(RuleCheck rules, string setting, int bytes) => rules.InRange(setting, bytes, MinMessageBytes, SqsLimits.MessageBytes, " (256 KiB)");

    static void CheckRetention(RuleCheck rules, string setting, int seconds) => rules.InRange(setting, seconds, 60, MaximumRetentionSeconds, " (14 days)");
}
