using System.Text.Json.Nodes;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Terraform.Rules;

/// <summary>A settings file with one setting that is not as it should be.</summary>
/// <param name="Rule">How the rule begins, or, where several begin like that, what only it has.</param>
/// <param name="Setting">Which setting: <c>consumers.0.queue</c>.</param>
/// <param name="Refused">A value, as JSON with single quotes, that breaks the rule.</param>
/// <param name="Taken">One on the rule's edge that does not.</param>
sealed record BrokenSetting(string Rule, string Setting, string Refused, string Taken)
{
    /// <summary>Another setting that differs in both files; null for none.</summary>
    public (string Setting, string Value)? Beside { get; init; }

    /// <summary>What the case is called.</summary>
    public string Name => $"{Setting}: {Refused}";

    static string Senders(string name, string queue, int concurrency = 2) => $"[{{'name':{name},'queue':{queue},'maximum_concurrency':{concurrency}}}]";

    static string Digits(int count) => $"'{new string('9', count)}'";

    /// <summary>One or more for each rule.</summary>
    public static IReadOnlyList<BrokenSetting> All { get; } =
    [
        new("table.name must have", "table.name", "'ab'", "'abc'"),
        new("table.name must have", "table.name", "'or ders'", "'or_d-er.s9'"),
        new("table.index_statuses must have PENDING", "table.index_statuses", "['EXPIRED']", "['EXPIRED','PENDING']"),
        new("table.index_statuses must be statuses", "table.index_statuses", "['PENDING','DONE']", "['PENDING','PROCESSING','COMPLETED','CANCELLED','EXPIRED']"),
        new("table.index_statuses must be statuses", "table.index_statuses", "['PENDING','PENDING']", "['PENDING']"),
        new("table.index_shards", "table.index_shards", "0", "1"),
        new("table.index_shards", "table.index_shards", "65", "64"),
        new("table.time_to_live_days", "table.time_to_live_days", "29", "30"),
        new("table.time_to_live_days", "table.time_to_live_days", "3651", "3650"),
        new("orders_queue.name and", "orders_queue.name", "'orders.fifo'", "'orders_fifo'"),
        new("orders_queue.name and", "orders_queue.dead_letter_queue", Digits(81), Digits(80)),
        new("orders_queue.dead_letter_queue must not", "orders_queue.dead_letter_queue", "'orders'", "'orders-'"),
        new("orders_queue.visibility_timeout_seconds must be from", "orders_queue.visibility_timeout_seconds", "43201", "43200"),
        new("orders_queue.visibility_timeout_seconds must be at least 6", "orders_queue.visibility_timeout_seconds", "179", "180"),
        new("orders_queue.message_retention_seconds", "orders_queue.message_retention_seconds", "59", "60"),
        new("orders_queue.message_retention_seconds", "orders_queue.message_retention_seconds", "1209601", "1209599"),
        new("orders_queue.dead_letter_retention_seconds must be at most", "orders_queue.dead_letter_retention_seconds", "1209601", "1209600"),
        new("orders_queue.dead_letter_retention_seconds must be longer", "orders_queue.dead_letter_retention_seconds", "345600", "345601"),
        new("orders_queue.max_message_size_bytes", "orders_queue.max_message_size_bytes", "131071", "131072"),
        new("orders_queue.max_message_size_bytes", "orders_queue.max_message_size_bytes", "262145", "253952"),
        new("orders_queue.dead_letter_max_message_size_bytes must be from", "orders_queue.dead_letter_max_message_size_bytes", "262145", "262144"),
        new("orders_queue.dead_letter_max_message_size_bytes must be at least", "orders_queue.dead_letter_max_message_size_bytes", "262143", "262144"),
        new("orders_queue.max_receive_count", "orders_queue.max_receive_count", "40", "41"),
        new("orders_queue.max_receive_count", "orders_queue.max_receive_count", "1001", "1000"),
        new("order_events_dlq.name must have", "order_events_dlq.name", "'a.fifo'", "'a-fifo'"),
        new("order_events_dlq.name must differ", "order_events_dlq.name", "'orders'", "'orders-'"),
        new("order_events_dlq.name must differ", "order_events_dlq.name", "'orders-dlq'", "'orders-dlq-'"),
        new("order_events_dlq.message_retention_seconds", "order_events_dlq.message_retention_seconds", "59", "60"),
        new("order_events_dlq.message_retention_seconds", "order_events_dlq.message_retention_seconds", "1209601", "1209600"),
        new("order_events_dlq.max_message_size_bytes must be from", "order_events_dlq.max_message_size_bytes", "262145", "262144"),
        new("order_events_dlq.max_message_size_bytes must be at least", "consumers.0.max_message_size_bytes", "253953", "253952"),
        new("order_events_dlq.records_bucket", "order_events_dlq.records_bucket", "'ab'", "'a-b'"),
        new("order_events_dlq.records_bucket", "order_events_dlq.records_bucket", "'failed-'", "null"),
        new("order_events_dlq.records_bucket", "order_events_dlq.records_bucket", Digits(36), Digits(35)),
        .. Function("ingest", mostSeconds: 29),
        .. Function("processor", mostSeconds: 900),
        .. Function("notifier", mostSeconds: 900),
        new("ingest.name, processor.name and notifier.name", "ingest.name", "'orders-processor'", "'orders-processors'"),
        new("ingest.name, processor.name and notifier.name", "processor.name", "'orders-notifier'", "'orders-notifiers'"),
        new("ingest.reserved_concurrency", "ingest.reserved_concurrency", "0", "1"),
        new("notifier.reserved_concurrency", "notifier.reserved_concurrency", "-2", "-1"),
        new("processor.reserved_concurrency", "processor.reserved_concurrency", "3", "4"),
        new("processor.reserved_concurrency", "processor.reserved_concurrency", "0", "-1"),
        new("processor.batch_size", "processor.batch_size", "0", "1"),
        new("processor.batch_size", "processor.batch_size", "10001", "10"),
        new("processor.maximum_batching_window_seconds must be at least", "processor.batch_size", "11", "10"),
        new("processor.maximum_batching_window_seconds must be from", "processor.maximum_batching_window_seconds", "-1", "0"),
        new("processor.maximum_batching_window_seconds must be from", "processor.maximum_batching_window_seconds", "301", "300"),
        new("processor.maximum_concurrency", "processor.maximum_concurrency", "1", "2"),
        new("processor.maximum_concurrency", "processor.maximum_concurrency", "1001", "1000"),
        new("processor.early_change_max_age_seconds", "processor.early_change_max_age_seconds", "59", "60"),
        new("processor.early_change_max_age_seconds", "processor.early_change_max_age_seconds", "1209601", "1209600"),
        new("notifier.batch_size", "notifier.batch_size", "0", "1"),
        new("notifier.batch_size", "notifier.batch_size", "10001", "10000"),
        new("notifier.maximum_batching_window_seconds", "notifier.maximum_batching_window_seconds", "301", "300"),
        new("notifier.parallelization_factor", "notifier.parallelization_factor", "0", "1"),
        new("notifier.parallelization_factor", "notifier.parallelization_factor", "11", "10"),
        new("notifier.maximum_retry_attempts", "notifier.maximum_retry_attempts", "-2", "-1"),
        new("notifier.maximum_retry_attempts", "notifier.maximum_retry_attempts", "10001", "10000"),
        new("notifier.maximum_record_age_seconds", "notifier.maximum_record_age_seconds", "59", "60"),
        new("notifier.maximum_record_age_seconds", "notifier.maximum_record_age_seconds", "604801", "604800"),
        new("notifier.quarantine_after_seconds", "notifier.quarantine_after_seconds", "9", "10"),
        new("notifier.quarantine_after_seconds", "notifier.quarantine_after_seconds", "3601", "3600"),
        new("notifier.maximum_record_age_seconds", "notifier.maximum_record_age_seconds", "0", "-1"),
        new("event_source", "event_source", "'/my orders'", "'https://orders.example/%C3%A9?a=1#b'"),
        new("event_source", "event_source", "''", "'urn:orders'"),
        new("event_source", "event_source", "'/orders\\n'", "'/orders'"),
        new("senders[*].queue must have", "senders", Senders("'a'", "'orders-a.fifo'"), Senders("'a'", "'orders-a_fifo'")),
        new("senders[*].name must have", "senders", Senders("''", "'orders-a'"), Senders("'x'", "'orders-a'")),
        new("senders[*].name must have", "senders", Senders(Digits(70), "'orders-a'"), Senders(Digits(69), "'orders-a'")),
        new("senders[*].name must not be queue", "senders", Senders("'queue'", "'orders-a'"), Senders("'queue1'", "'orders-a'")),
        new("senders[*].name and senders[*].queue", "senders", Senders("'a'", "'orders'"), Senders("'a'", "'orders1'")),
        new("senders[*].name and senders[*].queue", "senders", Senders("'a'", "'order-events-dlq'"), Senders("'a'", "'order-events'")),
        new("senders[*].maximum_concurrency must be from", "senders", Senders("'a'", "'orders-a'", 1), Senders("'a'", "'orders-a'")),
        new("senders[*].maximum_concurrency must be from", "senders", Senders("'a'", "'orders-a'", 1001), Senders("'a'", "'orders-a'", 1000)),
        new("senders[*].maximum_concurrency and processor", "senders", Senders("'a'", "'orders-a'", 3), Senders("'a'", "'orders-a'")) { Beside = ("processor.reserved_concurrency", "6") },
        new("consumers must name", "consumers", "[]", Consumers("'a'", "'a.fifo'")),
        new("consumers[*].queue must end", "consumers.0.queue", "'order-events-fulfilment'", "'a.fifo'"),
        new("consumers[*].queue must end", "consumers.1.queue", "'.fifo'", "'b.fifo'"),
        new("consumers[*].name must have", "consumers.0.name", "''", "'x'"),
        new("consumers[*].name must have", "consumers.0.name", Digits(59), Digits(58)),
        new("consumers[*].name and consumers[*].queue", "consumers.0.name", "'notifications'", "'notification'"),
        new("consumers[*].name and consumers[*].queue", "consumers.1.queue", "'order-events-fulfilment.fifo'", "'order-events-fulfilments.fifo'"),
        new("consumers[*].types", "consumers.1.types", "[]", "['orders.removed.v1']"),
        new("consumers[*].types", "consumers.1.types", "['orders.placed.v2']", "['orders.placed.v1']"),
        new("consumers[*].include_customer_email", "consumers", Consumers("'a'", "'a.fifo'", "'include_customer_email':false,"), Consumers("'a'", "'a.fifo'")),
        new("consumers[*].personal_fields", "consumers.0.personal_fields", "['item']", "['metadata','customer_name','customer_email']"),
        new("consumers[*].personal_fields", "consumers.1.personal_fields", "['metadata','metadata']", "[]"),
        new("consumers[*].visibility_timeout_seconds", "consumers.0.visibility_timeout_seconds", "0", "1"),
        new("consumers[*].visibility_timeout_seconds", "consumers.0.visibility_timeout_seconds", "43201", "43200"),
        new("consumers[*].message_retention_seconds", "consumers.0.message_retention_seconds", "59", "60"),
        new("consumers[*].message_retention_seconds", "consumers.0.message_retention_seconds", "1209601", "1209600"),
        new("consumers[*].max_message_size_bytes", "consumers.0.max_message_size_bytes", "131071", "131072"),
        new("consumers[*].max_receive_count", "consumers.1.max_receive_count", "0", "1"),
        new("consumers[*].max_receive_count", "consumers.1.max_receive_count", "1001", "1000"),
        new("expiry.older_than_hours", "expiry.older_than_hours", "0", "1"),
        new("expiry.older_than_hours", "expiry.older_than_hours", "8761", "8760"),
        new("alarm_thresholds.* must", "alarm_thresholds.dead_letter_growth", "0", "1"),
        new("alarm_thresholds.retention_percent,", "alarm_thresholds.retention_percent", "101", "100"),
        new("expiry.schedule", "expiry.schedule", "'hourly'", "'cron(0 3 * * ? *)'"),
        new("expiry.schedule", "expiry.schedule", "'rate()'", "'at(2026-12-01T00:00:00)'"),
    ];

    /// <summary>The settings as they are, but for one.</summary>
    public JsonObject With(string value)
    {
        var settings = JsonNode.Parse(File.ReadAllText(Repository.Settings))!.AsObject();
        Set(settings, Setting, value);
        if (Beside is { } other)
        {
            Set(settings, other.Setting, other.Value);
        }

        return settings;
    }

    static void Set(JsonObject settings, string setting, string value)
    {
        var (path, parent) = (setting.Split('.'), (JsonNode)settings);
        foreach (var name in path[..^1])
        {
            parent = (parent is JsonArray list ? list[int.Parse(name)] : parent[name])!;
        }

        parent[path[^1]] = JsonNode.Parse(value.Replace('\'', '"'));
    }

    static IEnumerable<BrokenSetting> Function(string name, int mostSeconds) =>
    [
        new($"{name}.name must have", $"{name}.name", "'orders.function'", "'orders_function'"),
        new($"{name}.name must have", $"{name}.name", Digits(49), Digits(48)),
        new($"{name}.memory_mb", $"{name}.memory_mb", "127", "128"),
        new($"{name}.memory_mb", $"{name}.memory_mb", "10241", "10240"),
        new($"{name}.timeout_seconds", $"{name}.timeout_seconds", "0", "1"),
        // The Processor's is bounded by the visibility timeout first.
        new($"{name}.timeout_seconds", $"{name}.timeout_seconds", $"{mostSeconds + 1}", name == "processor" ? "30" : $"{mostSeconds}"),
    ];

    static string Consumers(string name, string queue, string member = "") =>
        $"[{{'name':{name},'queue':{queue},{member}'types':['orders.placed.v1'],'visibility_timeout_seconds':60,'message_retention_seconds':345600,'max_message_size_bytes':253952,'max_receive_count':5}}]";
}
