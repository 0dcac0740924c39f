namespace Orders.Operations.Settings;

/// <summary>The rules for functions and their mappings.</summary>
static class FunctionSettingsRules
{
    const int LambdaTimeoutSeconds = 900;

    public static void Check(RuleCheck rules, PipelineSettings settings)
    {
        var (ingest, processor, notifier) = (settings.Ingest, settings.Processor, settings.Notifier);
        CheckFunction(rules, "ingest", ingest);
        rules.Must(
            ingest.Name != processor.Name && ingest.Name != notifier.Name && processor.Name != notifier.Name,
            "ingest.name, processor.name and notifier.name must be different.");
        rules.InRange("ingest.timeout_seconds", ingest.TimeoutSeconds, 1, 29, ": the HTTP API stops waiting after 30 seconds");
        CheckReserved(rules, "ingest", ingest);
        CheckFunction(rules, "processor", processor);
        rules.InRange("processor.timeout_seconds", processor.TimeoutSeconds, 1, LambdaTimeoutSeconds, " (15 minutes)");
        CheckMapping(rules, processor);
        CheckFunction(rules, "notifier", notifier);
        rules.InRange("notifier.timeout_seconds", notifier.TimeoutSeconds, 1, LambdaTimeoutSeconds, " (15 minutes)");
        CheckReserved(rules, "notifier", notifier);
        CheckMapping(rules, notifier);
    }

    static void CheckFunction(RuleCheck rules, string setting, FunctionSettings function)
    {
        rules.Must(
            SettingsPatterns.Function().IsMatch(function.Name),
            $"{setting}.name must have 1 to 48 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix: its role's name also has the region.");
        rules.InRange($"{setting}.memory_mb", function.MemoryMb, 128, 10_240);
    }

    static void CheckReserved(RuleCheck rules, string setting, FunctionSettings function) => rules.Must(
        function.ReservedConcurrency is FunctionSettings.Unreserved or >= 1,
        $"{setting}.reserved_concurrency must be -1 (none) or at least 1.",
        $"It is {function.ReservedConcurrency}.");

    static void CheckMapping(RuleCheck rules, ProcessorFunctionSettings processor)
    {
        rules.InRange("processor.batch_size", processor.BatchSize, 1, 10_000);
        rules.InRange("processor.maximum_batching_window_seconds", processor.MaximumBatchingWindowSeconds, 0, 300);
        rules.Must(
            processor.BatchSize <= 10 || processor.MaximumBatchingWindowSeconds >= 1,
            "processor.maximum_batching_window_seconds must be at least 1 if processor.batch_size is over 10.");
        rules.InRange("processor.maximum_concurrency", processor.MaximumConcurrency, 2, 1000);
        rules.InRange("processor.early_change_max_age_seconds", processor.EarlyChangeMaxAgeSeconds, 60, 1_209_600);
        rules.Must(
            processor.ReservedConcurrency == FunctionSettings.Unreserved || processor.ReservedConcurrency >= processor.MaximumConcurrency,
            "processor.reserved_concurrency must be -1 (none) or at least processor.maximum_concurrency: otherwise the mapping is throttled, and each throttled receive counts towards max_receive_count.",
            $"It is {processor.ReservedConcurrency}.");
    }

    static void CheckMapping(RuleCheck rules, NotifierFunctionSettings notifier)
    {
        rules.InRange("notifier.batch_size", notifier.BatchSize, 1, 10_000);
        rules.InRange("notifier.maximum_batching_window_seconds", notifier.MaximumBatchingWindowSeconds, 0, 300);
        rules.InRange("notifier.parallelization_factor", notifier.ParallelizationFactor, 1, 10);
        rules.Must(
            notifier.MaximumRetryAttempts is >= NotifierFunctionSettings.Unlimited and <= 10_000,
            "notifier.maximum_retry_attempts must be from -1 (no limit) to 10000.",
            $"It is {notifier.MaximumRetryAttempts}.");
        rules.Must(
            notifier.MaximumRecordAgeSeconds is NotifierFunctionSettings.Unlimited or (>= 60 and <= 604_800),
            "notifier.maximum_record_age_seconds must be -1 (no limit) or from 60 to 604800 (7 days).",
            $"It is {notifier.MaximumRecordAgeSeconds}.");
        rules.InRange("notifier.quarantine_after_seconds", notifier.QuarantineAfterSeconds, 10, 3600);
    }
}
