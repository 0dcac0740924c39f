namespace Orders.Local.Settings;

/// <summary>The services' rules on the settings; Terraform's validations state the same.</summary>
static class PipelineSettingsRules
{
    const int MinuteSeconds = 60;
    const int DaySeconds = 86_400;
    const int MaximumRetentionSeconds = 14 * DaySeconds;
    const int MaximumVisibilitySeconds = 43_200;
    const int LambdaTimeoutSeconds = 900;

    /// <summary>The broken rules, each with its setting's name; empty when all hold.</summary>
    public static IReadOnlyList<string> Check(PipelineSettings settings)
    {
        var rules = new RuleCheck();
        CheckTable(rules, settings.Table);
        CheckOrdersQueue(rules, settings);
        rules.InRange("order_events_dlq.message_retention_seconds", settings.OrderEventsDlq.MessageRetentionSeconds, MinuteSeconds, MaximumRetentionSeconds);
        CheckFunction(rules, "ingest", settings.Ingest);
        CheckFunction(rules, "processor", settings.Processor);
        CheckFunction(rules, "notifier", settings.Notifier);
        CheckProcessor(rules, settings.Processor);
        CheckNotifier(rules, settings.Notifier);
        CheckConsumers(rules, settings);
        rules.InRange("expiry.older_than_hours", settings.Expiry.OlderThanHours, 1, 8760);
        return rules.Broken;
    }

    static void CheckTable(RuleCheck rules, TableSettings table)
    {
        rules.Must(table.Name.Length is >= 3 and <= 255, "table.name must have 3 to 255 characters");
        rules.Must(table.IndexStatuses.Contains("PENDING"), "table.index_statuses must have PENDING: the expiry of orders queries it");
        rules.InRange("table.index_shards", table.IndexShards, 1, Orders.Settings.TableSettings.MostIndexShards);
    }

    static void CheckOrdersQueue(RuleCheck rules, PipelineSettings settings)
    {
        var queue = settings.OrdersQueue;
        rules.InRange("orders_queue.visibility_timeout_seconds", queue.VisibilityTimeoutSeconds, 1, MaximumVisibilitySeconds);
        rules.Must(
            queue.VisibilityTimeoutSeconds >= 6 * (long)settings.Processor.TimeoutSeconds,
            $"orders_queue.visibility_timeout_seconds must be at least 6 times processor.timeout_seconds ({6L * settings.Processor.TimeoutSeconds}), is {queue.VisibilityTimeoutSeconds}");
        rules.InRange("orders_queue.message_retention_seconds", queue.MessageRetentionSeconds, MinuteSeconds, MaximumRetentionSeconds);
        rules.InRange("orders_queue.dead_letter_retention_seconds", queue.DeadLetterRetentionSeconds, MinuteSeconds, MaximumRetentionSeconds);
        rules.Must(
            queue.DeadLetterRetentionSeconds > queue.MessageRetentionSeconds,
            "orders_queue.dead_letter_retention_seconds must be longer than message_retention_seconds: a dead letter keeps its first timestamp");
        rules.Must(
            queue.MaxReceiveCount is >= 5 and <= 1000,
            $"orders_queue.max_receive_count must be 5 to 1000: each throttled receive counts; is {queue.MaxReceiveCount}");
        rules.Must(queue.Name != queue.DeadLetterQueue, "orders_queue.dead_letter_queue must not be the queue itself");
    }

    static void CheckFunction(RuleCheck rules, string setting, FunctionSettings function)
    {
        rules.InRange($"{setting}.memory_mb", function.MemoryMb, 128, 10_240);
        rules.InRange($"{setting}.timeout_seconds", function.TimeoutSeconds, 1, LambdaTimeoutSeconds);
        rules.Must(
            function.ReservedConcurrency is FunctionSettings.Unreserved or >= 1,
            $"{setting}.reserved_concurrency must be -1 (none) or at least 1, is {function.ReservedConcurrency}");
    }

    static void CheckProcessor(RuleCheck rules, ProcessorSettings processor)
    {
        rules.InRange("processor.batch_size", processor.BatchSize, 1, 10_000);
        rules.InRange("processor.maximum_batching_window_seconds", processor.MaximumBatchingWindowSeconds, 0, 300);
        rules.Must(
            processor.BatchSize <= 10 || processor.MaximumBatchingWindowSeconds >= 1,
            "processor.maximum_batching_window_seconds must be at least 1 where processor.batch_size is over 10");
        rules.InRange("processor.maximum_concurrency", processor.MaximumConcurrency, 2, 1000);
        rules.Must(
            processor.ReservedConcurrency == FunctionSettings.Unreserved || processor.ReservedConcurrency >= processor.MaximumConcurrency,
            "processor.reserved_concurrency must be at least processor.maximum_concurrency, else the mapping is throttled and uses up receives");
    }

    static void CheckNotifier(RuleCheck rules, NotifierSettings notifier)
    {
        rules.InRange("notifier.batch_size", notifier.BatchSize, 1, 10_000);
        rules.InRange("notifier.maximum_batching_window_seconds", notifier.MaximumBatchingWindowSeconds, 0, 300);
        rules.InRange("notifier.parallelization_factor", notifier.ParallelizationFactor, 1, 10);
        rules.InRange("notifier.maximum_retry_attempts", notifier.MaximumRetryAttempts, NotifierSettings.Unlimited, 10_000);
        rules.Must(
            notifier.MaximumRecordAgeSeconds is NotifierSettings.Unlimited or (>= 60 and <= 604_800),
            $"notifier.maximum_record_age_seconds must be -1 (none) or 60 to 604800, is {notifier.MaximumRecordAgeSeconds}");
    }

    static void CheckConsumers(RuleCheck rules, PipelineSettings settings)
    {
        for (var i = 0; i < settings.Consumers.Count; i++)
        {
            var (consumer, setting) = (settings.Consumers[i], $"consumers[{i}]");
            rules.Must(consumer.Queue.EndsWith(".fifo", StringComparison.Ordinal), $"{setting}.queue must end in .fifo: events of an order are in order");
            rules.Must(consumer.Types.Count > 0, $"{setting}.types must not be empty");
            rules.InRange($"{setting}.visibility_timeout_seconds", consumer.VisibilityTimeoutSeconds, 1, MaximumVisibilitySeconds);
            rules.InRange($"{setting}.message_retention_seconds", consumer.MessageRetentionSeconds, MinuteSeconds, MaximumRetentionSeconds);
            rules.InRange($"{setting}.max_receive_count", consumer.MaxReceiveCount, 1, 1000);
        }

        var queues = QueueNames(settings).ToList();
        rules.Must(queues.Distinct().Count() == queues.Count, "every queue must have a name of its own");
    }

    static IEnumerable<string> QueueNames(PipelineSettings settings) =>
    [
        settings.OrdersQueue.Name,
        settings.OrdersQueue.DeadLetterQueue,
        settings.OrderEventsDlq.Name,
        .. settings.Consumers.Select(static c => c.Queue),
        .. settings.Consumers.Select(static c => c.DeadLetterQueue),
    ];
}
