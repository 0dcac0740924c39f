using System.Text;
using System.Text.Json.Nodes;
using Orders.Local;
using Orders.Local.Settings;

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

    [Theory]
    [InlineData("orders_queue.visibility_timeout_seconds", 179, "at least 6 times processor.timeout_seconds (180)")]
    [InlineData("orders_queue.max_receive_count", 4, "orders_queue.max_receive_count must be 5 to 1000")]
    [InlineData("orders_queue.dead_letter_retention_seconds", 345_600, "must be longer than message_retention_seconds")]
    [InlineData("processor.maximum_concurrency", 1, "processor.maximum_concurrency must be 2 to 1000, is 1")]
    [InlineData("processor.maximum_concurrency", 1001, "processor.maximum_concurrency must be 2 to 1000, is 1001")]
    [InlineData("processor.reserved_concurrency", 9, "processor.reserved_concurrency must be at least processor.maximum_concurrency")]
    [InlineData("processor.reserved_concurrency", 0, "processor.reserved_concurrency must be -1")]
    [InlineData("processor.batch_size", 11, "maximum_batching_window_seconds must be at least 1")]
    [InlineData("notifier.parallelization_factor", 11, "notifier.parallelization_factor must be 1 to 10, is 11")]
    [InlineData("notifier.maximum_record_age_seconds", 59, "notifier.maximum_record_age_seconds must be -1")]
    [InlineData("ingest.timeout_seconds", 901, "ingest.timeout_seconds must be 1 to 900, is 901")]
    [InlineData("table.index_shards", 0, "table.index_shards must be 1 to 64, is 0")]
    public void A_broken_rule_is_named(string setting, int value, string rule)
    {
        var json = Valid();
        var parts = setting.Split('.');
        json[parts[0]]![parts[1]] = value;

        Assert.Contains(rule, Assert.Throws<LocalPipelineException>(() => Parse(json)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders_queue.visibility_timeout_seconds", 180)]
    [InlineData("orders_queue.max_receive_count", 5)]
    [InlineData("orders_queue.dead_letter_retention_seconds", 345_601)]
    [InlineData("processor.maximum_concurrency", 2)]
    [InlineData("processor.maximum_concurrency", 1000)]
    [InlineData("processor.reserved_concurrency", 10)]
    [InlineData("notifier.parallelization_factor", 10)]
    [InlineData("notifier.maximum_record_age_seconds", 60)]
    [InlineData("notifier.maximum_record_age_seconds", -1)]
    public void A_value_on_the_edge_of_its_rule_is_taken(string setting, int value)
    {
        var json = Valid();
        var parts = setting.Split('.');
        json[parts[0]]![parts[1]] = value;

        Assert.NotNull(Parse(json));
    }

    [Fact]
    public void All_broken_rules_are_named_at_once()
    {
        var json = Valid();
        json["processor"]!["maximum_concurrency"] = 1;
        json["table"]!["index_shards"] = 0;
        json["consumers"]![0]!["queue"] = "order-events-fulfilment";

        var message = Assert.Throws<LocalPipelineException>(() => Parse(json)).Message;

        Assert.Contains("break 3 of", message, StringComparison.Ordinal);
        Assert.Contains("consumers[0].queue must end in .fifo", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_field_is_refused_by_name()
    {
        var json = Valid();
        json["processor"]!["batchsize"] = 5;

        Assert.Contains("batchsize", Assert.Throws<LocalPipelineException>(() => Parse(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_field_is_refused_by_name()
    {
        var json = Valid();
        json["processor"]!.AsObject().Remove("batch_size");

        Assert.Contains("batch_size", Assert.Throws<LocalPipelineException>(() => Parse(json)).Message, StringComparison.Ordinal);
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
