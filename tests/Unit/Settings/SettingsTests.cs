using Microsoft.Extensions.Logging;
using Orders.Events;
using Orders.Ingest;
using Orders.Model;
using Orders.Notifier;
using Orders.Processor;
using Orders.Settings;

namespace Orders.Tests.Unit.Settings;

public sealed class SettingsTests
{
    private const string Consumers = """[{"name":"a","queue_url":"https://sqs.test/0/a.fifo","types":["orders.placed.v1"],"personal_fields":["customer_email"]}]""";

    private static readonly Dictionary<string, string> Right = new()
    {
        ["ORDERS_TABLE"] = "Orders",
        ["INDEX_STATUSES"] = "PENDING, PROCESSING",
        ["INDEX_SHARDS"] = "10",
        ["ORDERS_QUEUE_URL"] = "https://sqs.test/0/orders",
        ["ORDERS_DLQ_URL"] = "http://127.0.0.1:4566/0/orders-dlq",
        ["MAX_RECEIVE_COUNT"] = "5",
        ["EARLY_CHANGE_MAX_AGE_SECONDS"] = "18000",
        ["CONSUMERS"] = Consumers,
        ["EVENTS_DLQ_URL"] = "https://sqs.test/0/order-events-dlq",
        ["EVENT_SOURCE"] = "/orders",
        ["QUARANTINE_AFTER_SECONDS"] = "60",
    };

    private static readonly Dictionary<string, (string[] Variables, Action<Func<string, string?>> Read)> Functions = new()
    {
        ["ingest"] = (["ORDERS_TABLE", "INDEX_STATUSES", "INDEX_SHARDS", "ORDERS_QUEUE_URL"], static variable => IngestSettings.Read(variable)),
        ["processor"] = (
            ["ORDERS_TABLE", "INDEX_STATUSES", "INDEX_SHARDS", "ORDERS_QUEUE_URL", "ORDERS_DLQ_URL", "MAX_RECEIVE_COUNT", "EARLY_CHANGE_MAX_AGE_SECONDS"],
            static variable => ProcessorSettings.Read(variable)),
        ["notifier"] = (["CONSUMERS", "EVENTS_DLQ_URL", "EVENT_SOURCE", "QUARANTINE_AFTER_SECONDS"], static variable => NotifierSettings.Read(variable)),
    };

    public static TheoryData<string, string> Missing
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (function, (variables, _)) in Functions)
            {
                foreach (var variable in variables)
                {
                    data.Add(function, variable);
                }
            }

            return data;
        }
    }

    [Fact]
    public void A_right_environment_is_read()
    {
        var processor = ProcessorSettings.Read(Right.GetValueOrDefault);
        Assert.Equal(("Orders", 10, 5), (processor.Table.TableName, processor.Table.IndexShards, processor.Limits.MaxReceiveCount));
        Assert.Equal([OrderStatus.Pending, OrderStatus.Processing], processor.Table.IndexedStatuses.Order());
        Assert.Equal(("https://sqs.test/0/orders", "http://127.0.0.1:4566/0/orders-dlq"), (processor.QueueUrl, processor.DeadLetterQueueUrl));
        Assert.Null(processor.Table.TimeToLive);
        Assert.Empty(processor.Senders);
        Assert.Equal(
            [new SourceQueue("https://sqs.test/0/orders-a", "https://sqs.test/0/orders-a-dlq", "a")],
            ProcessorSettings.Read(static name => name == "SENDERS" ? """[{"name":"a","queue_url":"https://sqs.test/0/orders-a","dlq_url":"https://sqs.test/0/orders-a-dlq"}]""" : Right.GetValueOrDefault(name)).Senders);
        Assert.Equal(TimeSpan.FromDays(30), ProcessorSettings.Read(static name => name == "TIME_TO_LIVE_DAYS" ? "30" : Right.GetValueOrDefault(name)).Table.TimeToLive);
        Assert.Equal("https://sqs.test/0/orders", IngestSettings.Read(Right.GetValueOrDefault).QueueUrl);
        var notifier = NotifierSettings.Read(Right.GetValueOrDefault);
        var consumer = Assert.Single(notifier.Consumers);
        Assert.Equal(("a", "https://sqs.test/0/a.fifo"), (consumer.Name, consumer.QueueUrl));
        Assert.Equal(["customer_email"], consumer.PersonalFields);
        Assert.Equal([EventTypes.Placed], consumer.Types);
        Assert.Equal(("https://sqs.test/0/order-events-dlq", "/orders", 60), (notifier.QuarantineQueueUrl, notifier.EventSource, notifier.QuarantineAfter.TotalSeconds));
    }

    [Fact]
    public void No_status_need_be_indexed() =>
        Assert.Empty(IngestSettings.Read(static name => name == "INDEX_STATUSES" ? "" : Right.GetValueOrDefault(name)).Table.IndexedStatuses);

    [Fact]
    public void The_name_that_it_is_deployed_under_is_the_service_in_its_metrics()
    {
        static string? Deployed(string name) => name == "AWS_LAMBDA_FUNCTION_NAME" ? "staging-orders" : Right.GetValueOrDefault(name);

        Assert.Equal("staging-orders", IngestSettings.Read(Deployed).FunctionName);
        Assert.Equal("staging-orders", ProcessorSettings.Read(Deployed).FunctionName);
        Assert.Equal("staging-orders", NotifierSettings.Read(Deployed).FunctionName);
        Assert.Equal("orders-ingest", IngestSettings.Read(Right.GetValueOrDefault).FunctionName);
    }

    [Fact]
    public void The_level_of_Lambdas_log_settings_is_that_of_each_function()
    {
        static string? Quiet(string name) => name == "AWS_LAMBDA_LOG_LEVEL" ? "ERROR" : Right.GetValueOrDefault(name);

        Assert.Equal(LogLevel.Error, IngestSettings.Read(Quiet).MinLogLevel);
        Assert.Equal(LogLevel.Error, ProcessorSettings.Read(Quiet).MinLogLevel);
        Assert.Equal(LogLevel.Error, NotifierSettings.Read(Quiet).MinLogLevel);
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_missing_variable_is_named_with_its_rule(string function, string variable)
    {
        var problem = Assert.Single(Problems(function, name => name == variable ? null : Right.GetValueOrDefault(name)));
        Assert.StartsWith($"{variable} is not set: it must be ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("processor", "ORDERS_QUEUE_URL", "orders")]
    [InlineData("processor", "ORDERS_QUEUE_URL", "ftp://sqs.test/0/orders")]
    [InlineData("processor", "ORDERS_QUEUE_URL", "https://sqs.test")]
    [InlineData("processor", "ORDERS_DLQ_URL", "arn:aws:sqs:eu-west-1:0:orders-dlq")]
    [InlineData("processor", "MAX_RECEIVE_COUNT", "0")]
    [InlineData("processor", "MAX_RECEIVE_COUNT", "1001")]
    [InlineData("processor", "EARLY_CHANGE_MAX_AGE_SECONDS", "59")]
    [InlineData("processor", "EARLY_CHANGE_MAX_AGE_SECONDS", "1209601")]
    [InlineData("processor", "MAX_RECEIVE_COUNT", "five")]
    [InlineData("processor", "EXPIRY_ROLE_ID", "AIDAEXAMPLE")]
    [InlineData("processor", "EXPIRY_ROLE_ID", "AROA:x")]
    [InlineData("processor", "MAX_RECEIVE_COUNT", "+5")]
    [InlineData("ingest", "INDEX_SHARDS", "0")]
    [InlineData("ingest", "INDEX_SHARDS", "65")]
    [InlineData("ingest", "INDEX_SHARDS", "1e1")]
    [InlineData("ingest", "INDEX_STATUSES", "pending")]
    [InlineData("ingest", "INDEX_STATUSES", "PENDING,,PROCESSING")]
    [InlineData("ingest", "INDEX_STATUSES", "PENDING,PENDING")]
    [InlineData("notifier", "EVENT_SOURCE", "not a uri")]
    [InlineData("notifier", "QUARANTINE_AFTER_SECONDS", "9")]
    [InlineData("processor", "TIME_TO_LIVE_DAYS", "29")]
    [InlineData("processor", "TIME_TO_LIVE_DAYS", "3651")]
    [InlineData("notifier", "QUARANTINE_AFTER_SECONDS", "3601")]
    [InlineData("notifier", "EVENTS_DLQ_URL", "x")]
    [InlineData("processor", "SENDERS", "{}")]
    [InlineData("processor", "SENDERS", "[{}]")]
    [InlineData("processor", "SENDERS", """[{"name":"a","queue_url":"orders-a","dlq_url":"https://sqs.test/0/orders-a-dlq"}]""")]
    [InlineData("processor", "SENDERS", """[{"name":"a","queue_url":"https://sqs.test/0/orders-a"}]""")]
    [InlineData("processor", "SENDERS", """[{"name":"","queue_url":"https://sqs.test/0/orders-a","dlq_url":"https://sqs.test/0/orders-a-dlq"}]""")]
    [InlineData("processor", "SENDERS", """[{"name":"queue","queue_url":"https://sqs.test/0/orders-a","dlq_url":"https://sqs.test/0/orders-a-dlq"}]""")]
    [InlineData("processor", "SENDERS", """[{"name":"a","queue_url":"https://sqs.test/0/orders","dlq_url":"https://sqs.test/0/orders-a-dlq"}]""")]
    [InlineData("processor", "SENDERS", """[{"name":"a","queue_url":"https://sqs.test/0/b","dlq_url":"https://sqs.test/0/d"},{"name":"a","queue_url":"https://sqs.test/0/c","dlq_url":"https://sqs.test/0/d"}]""")]
    [InlineData("notifier", "CONSUMERS", "[]")]
    [InlineData("notifier", "CONSUMERS", "{}")]
    [InlineData("notifier", "CONSUMERS", "[")]
    [InlineData("notifier", "CONSUMERS", "[{}]")]
    [InlineData("notifier", "CONSUMERS", """[{"name":"a","queue_url":"https://sqs.test/0/a","types":["orders.placed.v1"],"personal_fields":["customer_email"]}]""")]
    [InlineData("notifier", "CONSUMERS", """[{"name":"a","queue_url":"https://sqs.test/0/a.fifo","types":["orders.painted.v1"],"personal_fields":["customer_email"]}]""")]
    [InlineData("notifier", "CONSUMERS", """[{"name":"a","queue_url":"https://sqs.test/0/a.fifo","types":[],"personal_fields":["customer_email"]}]""")]
    [InlineData("notifier", "CONSUMERS", """[{"name":"a","queue_url":"https://sqs.test/0/a.fifo","types":["orders.placed.v1"],"personal_fields":"yes"}]""")]
    [InlineData("notifier", "CONSUMERS", """[{"name":"a","queue_url":"https://sqs.test/0/a.fifo","types":["orders.placed.v1"],"personal_fields":["item"]}]""")]
    [InlineData("notifier", "CONSUMERS", """[{"name":"a","queue_url":"https://sqs.test/0/a.fifo","types":["orders.placed.v1"],"include_customer_email":true}]""")]
    [InlineData("notifier", "CONSUMERS", """[{"name":"","queue_url":"https://sqs.test/0/a.fifo","types":["orders.placed.v1"],"personal_fields":["customer_email"]}]""")]
    [InlineData("notifier", "CONSUMERS", "[" + "{\"name\":\"a\",\"queue_url\":\"https://sqs.test/0/a.fifo\",\"types\":[\"orders.placed.v1\"],\"personal_fields\":[]}" + "," + "{\"name\":\"a\",\"queue_url\":\"https://sqs.test/0/b.fifo\",\"types\":[\"orders.placed.v1\"],\"personal_fields\":[]}" + "]")]
    [InlineData("notifier", "CONSUMERS", "[" + "{\"name\":\"a\",\"queue_url\":\"https://sqs.test/0/a.fifo\",\"types\":[\"orders.placed.v1\"],\"personal_fields\":[]}" + "," + "{\"name\":\"b\",\"queue_url\":\"https://sqs.test/0/a.fifo\",\"types\":[\"orders.placed.v1\"],\"personal_fields\":[]}" + "]")]
    public void A_variable_that_breaks_its_rule_is_named_with_it_and_its_value_is_not_shown(string function, string variable, string value)
    {
        var problem = Assert.Single(Problems(function, name => name == variable ? value : Right.GetValueOrDefault(name)));
        Assert.StartsWith($"{variable} must be ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_name_has_at_most_255_characters() => Assert.StartsWith(
        "ORDERS_TABLE must be ",
        Assert.Single(Problems("ingest", static name => name == "ORDERS_TABLE" ? new string('t', 256) : Right.GetValueOrDefault(name))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("ingest")]
    [InlineData("processor")]
    [InlineData("notifier")]
    public void All_problems_are_named_at_once(string function) => Assert.Equal(
        Functions[function].Variables.Order(),
        Problems(function, static _ => null).Select(static problem => problem.Split(' ')[0]).Order());

    private static IReadOnlyList<string> Problems(string function, Func<string, string?> variable)
    {
        var exception = Assert.Throws<SettingsException>(() => Functions[function].Read(variable));
        Assert.All(exception.Problems, problem => Assert.Contains(problem, exception.Message, StringComparison.Ordinal));
        return exception.Problems;
    }
}
