using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Orders.Cli.Options;
using Orders.Dev.Cost;
using Orders.Model;
using Orders.Observability;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Cost;

/// <summary>What CloudWatch and X-Ray bill, compared with the functions. A test of Terraform compares the alarms, the dashboard and the tracing.</summary>
public sealed partial class MonitoringTests
{
    static readonly string _root = Repository.Find().Root;

    [Theory]
    [InlineData("Ingest")]
    [InlineData("Processor")]
    [InlineData("Notifier")]
    public void A_function_writes_the_metrics_that_are_billed_for_it(string function)
    {
        // Core counts two for the functions: statements that DynamoDB refused, and rows that are no orders.
        string[] byCore = function switch
        {
            "Ingest" => [MetricNames.RowsUnreadable],
            "Processor" => [MetricNames.RowsUnreadable, MetricNames.StatementsRefused],
            _ => [],
        };

        Assert.Equal(NamesIn(function).Concat(byCore).Order(), Monitoring.Metrics[function].Order());
    }

    [Fact]
    public void Every_metric_is_billed_for_a_function_and_Core_counts_no_other()
    {
        var all = typeof(MetricNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!);

        Assert.Equal(all.Order(), Monitoring.Metrics.Values.SelectMany(static names => names).Distinct().Order());
        Assert.Equal([MetricNames.RowsUnreadable, MetricNames.StatementsRefused], NamesIn("Core").Order());
        Assert.Subset(all.ToHashSet(), Monitoring.Routine.Concat(Monitoring.AtZero).ToHashSet());
    }

    [Fact]
    public void A_deployment_with_two_consumers_has_24_metrics_and_45_in_its_alarms()
    {
        // 7 of Ingest, 11 of the Processor, 4 of the Notifier, and 1 of each consumer's queue. 6 of them are of orders that succeed, and 7 alarms need at zero.
        Assert.Equal((13, 11), (Monitoring.EveryHour(GivenCost.Settings), Monitoring.Exceptional));
        // 4 × 4 of dead-letter queues, the oldest message, 3 × 3 of the functions, the stream, 3 × 2 of consumers, 3 of key conflicts, 3 of a Notifier that is not invoked, and failed requests,
        // the API, returned messages, the table, the schedule and undelivered records.
        Assert.Equal(45, Monitoring.AlarmMetrics(GivenCost.Settings));
    }

    [Fact]
    public void The_prices_are_those_of_the_region_that_Terraform_deploys_to_by_default() =>
        Assert.Matches($$"""variable "region" \{[^}]+default +=\s"{{Prices.Region}}"\s+\}""", File.ReadAllText(Path.Combine(_root, "terraform", "variables.tf")));

    [Fact]
    public async Task Orders_that_succeed_have_the_metrics_of_every_hour_and_log_no_more_than_the_model_has()
    {
        // Lambda's own: platform.start and platform.report, with a trace ("Lambda Telemetry API Event schema reference").
        const int lambdasLines = 600;
        var (ingest, processor, notifier, order) = (new IngestHarness(), new ProcessorHarness(), new NotifierHarness(), Given.Order("key-0"));
        await ingest.PostAsync($"[{string.Join(',', Enumerable.Range(0, 10).Select(static index => ProcessorHarness.Place($"key-{index}")))}]");
        await processor.HandleAsync([.. Enumerable.Range(0, 9).Select(static index => ProcessorHarness.Message($"{index}", ProcessorHarness.Place($"key-{index}"), age: TimeSpan.FromSeconds(index)))]);
        var placed = processor.Lines.Text.Length;
        await processor.HandleAsync(ProcessorHarness.Message("9", ProcessorHarness.Change(order.Id, OrderStatus.Processing)), ProcessorHarness.Message("10", """{"type":"order.expire_pending","older_than_hours":60}"""));
        await notifier.HandleAsync(StreamRecord.Insert("1", order));

        Lines[] all = [ingest.Lines, processor.Lines, notifier.Lines];
        Assert.Equal(Monitoring.Routine.Concat(Monitoring.AtZero).Order(), all.SelectMany(static lines => lines.All).SelectMany(Names).Distinct().Order());
        var assumed = (int)CostInputs.InFullBatches(GivenCost.Settings, 1).LogBytes - lambdasLines;
        Assert.All([ingest.Lines.Text.Length, placed, notifier.Lines.Text.Length], length => Assert.InRange(length, 100, assumed));
    }

    [Fact]
    public async Task An_invocation_without_errors_publishes_each_metric_that_an_alarm_evaluates_at_zero()
    {
        var (ingest, processor, notifier) = (new IngestHarness(), new ProcessorHarness(), new NotifierHarness());
        await ingest.GetAsync("/orders/none");
        await processor.HandleAsync(ProcessorHarness.Message("1", """{"type":"order.expire_pending","older_than_hours":60}"""));
        await notifier.HandleAsync(StreamRecord.Insert("1", Given.Order("key-0")));

        var terraform = File.ReadAllText(Path.Combine(_root, "terraform", "alarms.tf"));
        var evaluated = OrdersMetric().Matches(terraform).Select(static match => match.Groups["name"].Value).Distinct().ToList();
        Assert.Equal(Monitoring.AtZero.Append(MetricNames.OrdersPlaced).Order(), evaluated.Order());
        Assert.Equal((0, 0), (Zero(ingest.Lines, MetricNames.RequestsFailed), Zero(ingest.Lines, MetricNames.KeyConflicts)));
        Assert.Equal((0, 0), (Zero(processor.Lines, MetricNames.MessagesReturnedForRetry), Zero(processor.Lines, MetricNames.KeyConflicts)));
        Assert.Equal(0, Zero(processor.Lines, MetricNames.OrdersPlaced));
        Assert.Equal(
            ["warehouse.fifo"],
            notifier.Lines.All.Where(static line => line.TryGetProperty(MetricNames.EventsQuarantined, out var count) && count.GetInt32() == 0).Select(static line => line.Text("QueueName")));
    }

    static int Zero(Lines lines, string metric) => Assert.Single(lines.All, line => line.TryGetProperty(metric, out _)).GetProperty(metric).GetInt32();

    // In alarms.tf: a metric of the functions' own namespace.
    [GeneratedRegex("(namespace\\s+= \"Orders\"\\s+metric_name\\s+= |\\[\"Orders\", |service = [^}]+, metric = )\"(?<name>\\w+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OrdersMetric();

    static IEnumerable<string> Names(JsonElement line) => line.TryGetProperty("_aws", out var metadata)
        ? metadata.GetProperty("CloudWatchMetrics").EnumerateArray().SelectMany(static metrics => metrics.GetProperty("Metrics").EnumerateArray()).Select(static metric => metric.Text("Name")!)
        : [];

    static IEnumerable<string> NamesIn(string project) => Directory.EnumerateFiles(Path.Combine(_root, "src", project), "*.cs", SearchOption.AllDirectories)
        .SelectMany(static file => Name().Matches(File.ReadAllText(file))).Select(static match => match.Groups["name"].Value).Distinct();

    // Not of a doc comment.
    [GeneratedRegex("""(?<!cref=")MetricNames\.(?<name>\w+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
