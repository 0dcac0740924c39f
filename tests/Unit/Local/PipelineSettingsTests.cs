using System.Text;
using System.Text.Json.Nodes;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Local;
using Orders.Local.Resources;

namespace Orders.Tests.Unit.Local;

public sealed class PipelineSettingsTests
{
    [Fact]
    public void The_file_that_Terraform_loads_is_valid()
    {
        var settings = Parse(Valid());

        Assert.Equal("orders", settings.OrdersQueue.Name);
        Assert.Equal("order-events-fulfilment-dlq.fifo", settings.Consumers[0].DeadLetterQueue);
    }

    [Fact]
    public void An_environment_replaces_members_of_the_settings_that_it_extends_and_a_list_replaces_a_list()
    {
        var settings = Load("""{"extends":"all.json","processor":{"maximum_concurrency":7},"table":{"index_statuses":["PENDING","PROCESSING"]},"event_source":"/own"}""");

        Assert.Equal(
            (7, Valid()["processor"]!["batch_size"]!.GetValue<int>(), "/own", "orders"),
            (settings.Processor.MaximumConcurrency, settings.Processor.BatchSize, settings.EventSource, settings.OrdersQueue.Name));
        Assert.Equal(["PENDING", "PROCESSING"], settings.Table.IndexStatuses);
    }

    [Theory]
    [InlineData("""{"extends":"all.json","procesor":{}}""", "own.json: procesor is not a setting.")]
    [InlineData("""{"extends":"all.json","processor":{"maximum_concurency":2}}""", "own.json: processor.maximum_concurency is not a setting.")]
    [InlineData("""{"extends":"all.json","processor":{},"processor":{}}""", "own.json: processor must be given once.")]
    [InlineData("""{"extends":"all.json","processor":5}""", "own.json: processor must be an object.")]
    [InlineData("""{"extends":"all.json","processor":{"maximum_concurrency":1}}""", "processor.maximum_concurrency must be from 2 to 1000. It is 1.")]
    [InlineData("""{"extends":5}""", "own.json: extends must be the path of the file with all settings.")]
    [InlineData("""{"extends":"none.json"}""", "none.json: The file does not exist.")]
    [InlineData("""{"extends":"."}""", "It is a folder, not a file.")]
    [InlineData("""{"extends":"own.json"}""", "own.json: The file must not have extends: ")]
    [InlineData("""{"extends":"\u0000"}""", "Null character in path")]
    public void A_bad_environment_is_refused_with_its_rule(string own, string message) =>
        Assert.Contains(message, Assert.Throws<CommandException>(() => Load(own)).Message, StringComparison.Ordinal);

    static PipelineSettings Load(string own)
    {
        var folder = Directory.CreateTempSubdirectory("orders-settings-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "all.json"), Valid().ToJsonString());
            File.WriteAllText(Path.Combine(folder, "own.json"), own);
            return PipelineSettings.Load(Path.Combine(folder, "own.json"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    [InlineData("production")]
    public void The_environments_in_the_repository_are_valid(string environment) =>
        Assert.NotNull(PipelineSettings.Load(Path.Combine(Orders.Cli.Options.Repository.Find().Root, "terraform", "environments", environment, "settings.json")));

    [Theory]
    [InlineData("table.name", "'ab'", "table.name must have 3 to 255")]
    [InlineData("table.name", "'or ders'", "table.name must have 3 to 255")]
    [InlineData("table.index_statuses", "[]", "table.index_statuses must have PENDING")]
    [InlineData("table.index_statuses", "['PENDING','DONE']", "table.index_statuses must be statuses of the lifecycle")]
    [InlineData("table.index_statuses", "['PENDING','PENDING']", "must be statuses of the lifecycle")]
    [InlineData("table", "[]", "table must be an object.")]
    [InlineData("table.name", "5", "table.name must be a string.")]
    [InlineData("table.name", "null", "table.name must be a string.")]
    [InlineData("table.index_statuses", "'PENDING'", "table.index_statuses must be a list.")]
    [InlineData("table.index_statuses", "[null]", "table.index_statuses[0] must be a string.")]
    [InlineData("consumers", "[null]", "consumers[0] must be an object.")]
    [InlineData("consumers", "{}", "consumers must be a list.")]
    [InlineData("consumers.1.types", "['orders.placed.v1', 7]", "consumers[1].types[1] must be a string.")]
    [InlineData("consumers.0.include_customer_email", "true", "consumers[*].include_customer_email is now personal_fields: a list of customer_name, customer_email and metadata, empty for none. consumers[0]: not so.")]
    [InlineData("consumers.0.personal_fields", "true", "consumers[0].personal_fields must be a list.")]
    [InlineData("consumers.0.personal_fields", "['item']", "consumers[*].personal_fields must be some of customer_name, customer_email, metadata, each once. consumers[0]: not so.")]
    [InlineData("consumers.1.personal_fields", "['metadata','metadata']", "each once. consumers[1]: not so.")]
    [InlineData("consumers.0.dead_letter_queue", "'dlq'", "consumers[0].dead_letter_queue is not a setting. The settings here are name, queue, types, personal_fields,")]
    [InlineData("processor.batch_size", "'5'", "processor.batch_size must be a whole number of at most 2,147,483,647.")]
    [InlineData("processor.batch_size", "1.5", "processor.batch_size must be a whole number")]
    [InlineData("processor.batch_size", "99999999999", "processor.batch_size must be a whole number")]
    [InlineData("processor.batch_size", "null", "processor.batch_size must be a whole number")]
    [InlineData("processor.batchsize", "5", "processor.batchsize is not a setting. The settings here are ")]
    [InlineData("queues", "{}", "queues is not a setting. The settings here are table, orders_queue,")]
    [InlineData("table.index_shards", "0", "table.index_shards must be a whole number from 1 to 64. It is 0.")]
    [InlineData("table.time_to_live_days", "29", "table.time_to_live_days must be null (rows stay) or a whole number from 30 to 3650: queues hold a message of the order for up to 28 days, and without the row it would place the order again. It is 29.")]
    [InlineData("table.time_to_live_days", "'30'", "table.time_to_live_days must be null or a whole number of at most 2,147,483,647.")]
    [InlineData("orders_queue.name", "'orders.fifo'", "both are standard queues")]
    [InlineData("orders_queue.dead_letter_queue", "'orders'", "orders_queue.dead_letter_queue must not be the queue itself")]
    [InlineData("orders_queue.visibility_timeout_seconds", "179", "at least 6 times processor.timeout_seconds: a message must stay hidden while Lambda retries a throttled batch. They are 179 and 30.")]
    [InlineData("orders_queue.max_receive_count", "40", "orders_queue.max_receive_count must be from 41 to 1000")]
    [InlineData("orders_queue.dead_letter_retention_seconds", "345600", "must be longer than orders_queue.message_retention_seconds")]
    [InlineData("orders_queue.dead_letter_retention_seconds", "1209601", "must be at most 1209600 (14 days). It is 1209601.")]
    [InlineData("order_events_dlq.name", "'order-events-dlq.fifo'", "an on-failure destination is a standard queue")]
    [InlineData("order_events_dlq.name", "'orders-dlq'", "order_events_dlq.name must differ from")]
    [InlineData("order_events_dlq.records_bucket", "'Failed'", "order_events_dlq.records_bucket must be null (no bucket) or have 3 to 35 of the characters a-z 0-9 -")]
    [InlineData("order_events_dlq.records_bucket", "5", "order_events_dlq.records_bucket must be a string.")]
    [InlineData("orders_queue.max_message_size_bytes", "131071", "orders_queue.max_message_size_bytes must be from 131072 to 262144 (256 KiB). It is 131071.")]
    [InlineData("orders_queue.dead_letter_max_message_size_bytes", "262145", "orders_queue.dead_letter_max_message_size_bytes must be from 131072 to 262144 (256 KiB). It is 262145.")]
    [InlineData("orders_queue.max_message_size_bytes", "253953", "orders_queue.dead_letter_max_message_size_bytes must be at least 8192 more than orders_queue.max_message_size_bytes")]
    [InlineData("order_events_dlq.max_message_size_bytes", "262145", "order_events_dlq.max_message_size_bytes must be from 131072 to 262144 (256 KiB). It is 262145.")]
    [InlineData("consumers.1.max_message_size_bytes", "131071", "consumers[*].max_message_size_bytes must be from 131072 to 262144 (256 KiB).")]
    [InlineData("consumers.1.max_message_size_bytes", "253953", "order_events_dlq.max_message_size_bytes must be at least 8192 more than each consumers[*].max_message_size_bytes")]
    [InlineData("ingest.name", "''", "ingest.name must have 1 to 48")]
    [InlineData("ingest.name", "'orders-notifier'", "ingest.name, processor.name and notifier.name must be different")]
    [InlineData("ingest.timeout_seconds", "30", "ingest.timeout_seconds must be from 1 to 29: the HTTP API stops waiting after 30 seconds. It is 30.")]
    [InlineData("processor.maximum_concurrency", "1", "processor.maximum_concurrency must be from 2 to 1000. It is 1.")]
    [InlineData("processor.maximum_concurrency", "1001", "processor.maximum_concurrency must be from 2 to 1000. It is 1001.")]
    [InlineData("notifier.quarantine_after_seconds", "9", "notifier.quarantine_after_seconds must be from 10 to 3600. It is 9.")]
    [InlineData("processor.early_change_max_age_seconds", "59", "processor.early_change_max_age_seconds must be from 60 to 1209600. It is 59.")]
    [InlineData("processor.reserved_concurrency", "3", "or at least processor.maximum_concurrency")]
    [InlineData("processor.reserved_concurrency", "0", "processor.reserved_concurrency must be -1")]
    [InlineData("processor.batch_size", "11", "maximum_batching_window_seconds must be at least 1")]
    [InlineData("notifier.parallelization_factor", "11", "notifier.parallelization_factor must be from 1 to 10. It is 11.")]
    [InlineData("notifier.maximum_record_age_seconds", "59", "notifier.maximum_record_age_seconds must be -1")]
    [InlineData("event_source", "'/my orders'", "event_source must be a URI reference")]
    [InlineData("expiry.schedule", "'hourly'", "expiry.schedule must be an EventBridge Scheduler expression")]
    [InlineData("consumers", "[]", "consumers must name at least one consumer")]
    [InlineData("senders", "[{'name':'a','queue':'orders-a.fifo','maximum_concurrency':2}]", "senders[*].queue must have 1 to 80")]
    [InlineData("senders", "[{'name':'','queue':'orders-a','maximum_concurrency':2}]", "senders[*].name must have at least one")]
    [InlineData("senders", "[{'name':'queue','queue':'orders-a','maximum_concurrency':2}]", "senders[*].name must not be queue: that is the owner of orders whose message names none. senders[0]: not so.")]
    [InlineData("senders", "[{'name':'a','queue':'orders','maximum_concurrency':2}]", "senders[*].name and senders[*].queue must be unique")]
    [InlineData("senders", "[{'name':'a','queue':'order-events-dlq','maximum_concurrency':2}]", "senders[*].name and senders[*].queue must be unique")]
    [InlineData("senders", "[{'name':'a','queue':'orders-a','maximum_concurrency':2},{'name':'a','queue':'orders-b','maximum_concurrency':2}]", "senders[*].name and senders[*].queue must be unique")]
    [InlineData("senders", "[{'name':'a','queue':'orders-a','maximum_concurrency':1}]", "senders[*].maximum_concurrency must be from 2 to 1000")]
    [InlineData("senders", "[{'name':'a','queue':'orders-a'}]", "senders[0].maximum_concurrency must be given")]
    [InlineData("consumers.0.types", "['orders.placed']", "orders.removed.v1, orders.rejected.v1. consumers[0]: not so.")]
    [InlineData("consumers.1.name", "''", "consumers[*].name must have at least one")]
    [InlineData("consumers.1.name", "'fulfilment'", "must be unique")]
    public void A_broken_rule_is_named(string setting, string value, string rule)
    {
        var json = Valid();
        Set(json, setting, value);

        var message = Assert.Throws<CommandException>(() => Parse(json)).Message;

        Assert.Contains(rule, message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Orders.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "The file must be an object.")]
    [InlineData("[]", "The file must be an object.")]
    [InlineData("", "The file must be valid JSON nested at most 64 deep (line 1, byte 1).")]
    [InlineData("{\n  \"table\": {\n    \"name\": orders\n  }\n}", "The file must be valid JSON nested at most 64 deep (line 3, byte 13).")]
    [InlineData("{} {}", "The file must be valid JSON nested at most 64 deep (line 1, byte 4).")]
    public void What_is_no_settings_file_is_refused_with_the_rule_and_the_line(string json, string rule) =>
        Assert.Equal(rule, Assert.Throws<CommandException>(() => PipelineSettings.Parse(Encoding.UTF8.GetBytes(json))).Message);

    [Fact]
    public void JSON_that_is_nested_too_deep_is_refused() => Assert.StartsWith(
        "The file must be valid JSON nested at most 64 deep (line 1,",
        Assert.Throws<CommandException>(static () => PipelineSettings.Parse(Encoding.UTF8.GetBytes(new string('[', 65)))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(@"\ud800", "The file must be valid Unicode: no lone surrogates.")]
    [InlineData("\u00e9", "The file must be valid UTF-8.")]
    public void Text_that_is_not_Unicode_is_refused(string text, string rule)
    {
        var json = Valid().ToJsonString().Replace("/orders", $"/orders{text}", StringComparison.Ordinal);
        var bytes = text.StartsWith('\\') ? Encoding.UTF8.GetBytes(json) : Encoding.Latin1.GetBytes(json);

        Assert.Equal(rule, Assert.Throws<CommandException>(() => PipelineSettings.Parse(bytes)).Message);
    }

    [Fact]
    public void A_member_that_is_there_twice_is_refused_by_name()
    {
        var json = Valid().ToJsonString().Replace("\"batch_size\"", "\"batch_size\":1,\"batch_size\"", StringComparison.Ordinal);

        Assert.Contains("processor.batch_size must be given once.", Assert.Throws<CommandException>(() => PipelineSettings.Parse(Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nonexistent/settings.json", "/nonexistent/settings.json: The file does not exist.")]
    [InlineData("/tmp", "/tmp: It is a folder, not a file.")]
    public void A_path_without_a_file_is_refused(string path, string message) =>
        Assert.Equal(message, Assert.Throws<CommandException>(() => PipelineSettings.Load(path)).Message);

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var json = Valid();
        json["processor"]!.AsObject().Remove("batch_size");
        json["table"]!["name"] = 5;
        json.Remove("expiry");

        Assert.Equal(
            "The settings have 3 faults:\n  table.name must be a string.\n  processor.batch_size must be given.\n  expiry must be given.",
            Assert.Throws<CommandException>(() => Parse(json)).Message);
    }

    [Theory]
    [InlineData("table.name", "'A-b.c_9'")]
    [InlineData("table.index_statuses", "['PENDING','EXPIRED']")]
    [InlineData("ingest.timeout_seconds", "29")]
    [InlineData("event_source", "'https://orders.example/%C3%A9'")]
    [InlineData("expiry.schedule", "'cron(0 3 * * ? *)'")]
    [InlineData("consumers.0.types", "['orders.removed.v1']")]
    [InlineData("orders_queue.visibility_timeout_seconds", "180")]
    [InlineData("orders_queue.max_receive_count", "41")]
    [InlineData("orders_queue.dead_letter_retention_seconds", "345601")]
    [InlineData("processor.maximum_concurrency", "2")]
    [InlineData("processor.maximum_concurrency", "1000")]
    [InlineData("processor.reserved_concurrency", "10")]
    [InlineData("notifier.parallelization_factor", "10")]
    [InlineData("notifier.maximum_record_age_seconds", "60")]
    [InlineData("notifier.maximum_record_age_seconds", "-1")]
    public void A_value_on_the_edge_of_its_rule_is_taken(string setting, string value)
    {
        var json = Valid();
        Set(json, setting, value);

        Assert.NotNull(Parse(json));
    }

    [Fact]
    public void All_broken_rules_are_named_at_once()
    {
        var json = Valid();
        json["processor"]!["maximum_concurrency"] = 1;
        json["table"]!["index_shards"] = 0;
        json["consumers"]![0]!["queue"] = "order-events-fulfilment";

        var message = Assert.Throws<CommandException>(() => Parse(json)).Message;

        Assert.Contains("break 3 of", message, StringComparison.Ordinal);
        Assert.Contains("consumers[*].queue must end in .fifo", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_emulated_queue_takes_messages_up_to_the_size_of_its_settings()
    {
        var json = Valid();
        Set(json, "orders_queue.max_message_size_bytes", "200001");
        Set(json, "orders_queue.dead_letter_max_message_size_bytes", "210002");
        Set(json, "order_events_dlq.max_message_size_bytes", "220003");
        Set(json, "consumers.0.max_message_size_bytes", "190004");
        Set(json, "consumers.1.max_message_size_bytes", "180005");

        var sizes = QueueDefinitions.Of(Parse(json), static name => $"arn:aws:sqs:eu-west-1:0:{name}").ToDictionary(static queue => queue.Name, static queue => queue.Attributes["MaximumMessageSize"]);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["orders"] = "200001",
                ["orders-dlq"] = "210002",
                ["order-events-dlq"] = "220003",
                ["order-events-fulfilment.fifo"] = "190004",
                ["order-events-fulfilment-dlq.fifo"] = "220003",
                ["order-events-notifications.fifo"] = "180005",
                ["order-events-notifications-dlq.fifo"] = "220003",
            },
            sizes);
    }

    static void Set(JsonObject json, string setting, string value)
    {
        var (path, parent) = (setting.Split('.'), (JsonNode)json);
        foreach (var name in path[..^1])
        {
            parent = (parent is JsonArray array ? array[int.Parse(name)] : parent[name])!;
        }

        parent[path[^1]] = JsonNode.Parse(value.Replace('\'', '"'));
    }

    static PipelineSettings Parse(JsonObject json) => PipelineSettings.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));

    static JsonObject Valid()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Orders.sln")))
        {
            folder = folder.Parent!;
        }

        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "terraform", "pipeline.auto.tfvars.json")))!.AsObject();
    }
}
