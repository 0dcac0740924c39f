using System.Text.RegularExpressions;
using Orders.Cli.Options;
using Orders.Observability;
using Orders.Operations.Settings;
using Orders.Operations.Status;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Status;

public sealed partial class AlarmRulesTests
{
    private static readonly string Terraform = Path.GetDirectoryName(Repository.Find().Settings)!;

    private readonly PipelineSettings _settings = PipelineSettings.Load(Repository.Find().Settings);
    private readonly StatusQueries _queries;
    private readonly Dictionary<MetricQuery, IReadOnlyList<MetricPoint>> _points;

    public AlarmRulesTests()
    {
        _queries = new StatusQueries(_settings);
        _points = _queries.All([]).ToDictionary(static query => query, static _ => (IReadOnlyList<MetricPoint>)[]);
    }

    [Fact]
    public void A_pipeline_in_which_nothing_happens_is_well() => Assert.Empty(Holding());

    [Fact]
    public void A_dead_letter_is_an_alarm_and_a_message_in_flight_or_elsewhere_is_none() => Assert.Equal(
        ["orders-dlq-not-empty"],
        Holding(
            new("orders", QueueKind.Orders, 9, 9, 9, TimeSpan.FromSeconds(300)),
            new("orders-dlq", QueueKind.DeadLetters, 1, 0, 0, null),
            new("order-events-dlq", QueueKind.DeadLetters, 0, 1, 1, TimeSpan.FromDays(1)),
            new("c.fifo", QueueKind.Consumer, 5, 0, 0, TimeSpan.FromSeconds(900))));

    [Fact]
    public void An_order_that_waits_for_too_long_is_an_alarm() => Assert.Equal(
        ["orders-oldest-message"], Holding(new QueueStatus("orders", QueueKind.Orders, 1, 0, 0, TimeSpan.FromSeconds(301))));

    [Fact]
    public void A_consumer_that_does_not_keep_up_is_an_alarm_of_its_queue() => Assert.Equal(
        ["c.fifo-oldest-message"], Holding(new QueueStatus("c.fifo", QueueKind.Consumer, 1, 0, 0, TimeSpan.FromSeconds(901))));

    [Theory]
    [InlineData("Errors", "orders-processor-errors")]
    [InlineData("Throttles", "orders-processor-throttles")]
    public void What_fails_in_three_minutes_of_five_is_an_alarm_and_in_two_it_is_none(string metric, string alarm)
    {
        var query = MetricQuery.OfFunction("orders-processor", metric, "Sum");

        Given(query, 0, 5, 0, 1, 0);
        Assert.Empty(Holding());

        Given(query, 1, 5, 0, 1, 0);
        Assert.Equal([alarm], Holding());
    }

    [Fact]
    public void A_duration_over_80_percent_of_the_timeout_is_an_alarm()
    {
        var query = MetricQuery.OfFunction("orders-ingest", "Duration", "Maximum");

        Given(query, 8000, 8000, 8000);
        Assert.Empty(Holding());

        Given(query, 8001, 8001, 8001);
        Assert.Equal(["orders-ingest-duration"], Holding());
    }

    [Fact]
    public void A_stream_that_is_late_now_is_an_alarm()
    {
        Given(_queries.IteratorAge, 90_000, 60_000);
        Assert.Empty(Holding());

        Given(_queries.IteratorAge, 0, 60_001);
        Assert.Equal(["orders-notifier-iterator-age"], Holding());
    }

    [Fact]
    public void Key_conflicts_of_both_functions_count_against_orders_placed()
    {
        Given(MetricQuery.OfOrders("orders-ingest", MetricNames.KeyConflicts, "Sum"), 3);
        Given(MetricQuery.OfOrders("orders-processor", MetricNames.KeyConflicts, "Sum"), 2);

        Given(MetricQuery.OfOrders("orders-processor", MetricNames.OrdersPlaced, "Sum"), 95);
        Assert.Empty(Holding());

        Given(MetricQuery.OfOrders("orders-processor", MetricNames.OrdersPlaced, "Sum"), 94);
        Assert.Equal(["orders-key-conflicts"], Holding());
    }

    [Fact]
    public void A_consumer_whose_events_are_quarantined_is_an_alarm_of_its_queue()
    {
        Given(StatusQueries.Quarantined("order-events-fulfilment.fifo"), 0, 3);

        Assert.Equal(["order-events-fulfilment.fifo-quarantined"], Holding());
    }

    [Fact]
    public void The_thresholds_are_Terraforms()
    {
        var variables = File.ReadAllText(Path.Combine(Terraform, "variables.tf"));
        var defaults = Threshold().Matches(variables[variables.IndexOf("variable \"alarm_thresholds\"", StringComparison.Ordinal)..]).ToDictionary(static match => match.Groups["name"].Value, static match => int.Parse(match.Groups["value"].Value));
        var ours = new AlarmThresholds();

        Assert.Equal(
            new Dictionary<string, int>
            {
                ["oldest_order_seconds"] = (int)ours.OldestOrder.TotalSeconds,
                ["oldest_event_seconds"] = (int)ours.OldestEvent.TotalSeconds,
                ["stream_lag_milliseconds"] = (int)ours.StreamLag.TotalMilliseconds,
                ["duration_percent"] = ours.DurationPercent,
                ["key_conflict_percent"] = ours.KeyConflictPercent,
            },
            defaults);
    }

    [Fact]
    public void Each_alarm_names_the_section_of_the_runbook_that_the_runbooks_table_names()
    {
        var runbook = File.ReadAllText(Path.Combine(Terraform, "..", "docs", "operations.md"));
        var sections = RunbookRow().Matches(runbook).ToDictionary(
            static row => row.Groups["alarm"].Value.Replace("<consumer>", "fulfilment", StringComparison.Ordinal).Replace("<function>", "orders-ingest", StringComparison.Ordinal),
            static row => row.Groups["section"].Value);
        Given(MetricQuery.OfFunction("orders-ingest", "Errors", "Sum"), 1, 1, 1);
        Given(MetricQuery.OfFunction("orders-ingest", "Throttles", "Sum"), 1, 1, 1);
        Given(MetricQuery.OfFunction("orders-ingest", "Duration", "Maximum"), 9999, 9999, 9999);
        Given(_queries.IteratorAge, 99_999);
        Given(StatusQueries.Quarantined("order-events-fulfilment.fifo"), 1);
        Given(MetricQuery.OfOrders("orders-ingest", MetricNames.KeyConflicts, "Sum"), 1);
        var hour = TimeSpan.FromHours(1);

        var alarms = Alarms(
            new("orders", QueueKind.Orders, 1, 0, 0, hour), new("order-events-fulfilment.fifo", QueueKind.Consumer, 1, 0, 0, hour),
            new("orders-dlq", QueueKind.DeadLetters, 1, 0, 0, null), new("order-events-dlq", QueueKind.DeadLetters, 1, 0, 0, null), new("order-events-fulfilment-dlq.fifo", QueueKind.DeadLetters, 1, 0, 0, null));

        Assert.Equal(sections, alarms.ToDictionary(static alarm => alarm.Name, static alarm => alarm.Runbook));
        Assert.All(alarms, alarm => Assert.Contains(alarm.Runbook, Heading().Matches(runbook).Select(static heading => Anchor(heading.Groups["title"].Value))));
    }

    [Fact]
    public void Each_alarm_of_Terraform_is_one_of_ours()
    {
        var alarms = AlarmName().Matches(File.ReadAllText(Path.Combine(Terraform, "alarms.tf"))).Select(static match => match.Groups["end"].Value);
        foreach (var query in (MetricQuery[])[.. _points.Keys.Where(static query => query.Name is "Errors" or "Throttles")])
        {
            Given(query, 1, 1, 1);
        }

        Given(MetricQuery.OfFunction("orders-ingest", "Duration", "Maximum"), 9999, 9999, 9999);
        Given(_queries.IteratorAge, 99_999);
        Given(StatusQueries.Quarantined("order-events-fulfilment.fifo"), 1);
        Given(MetricQuery.OfOrders("orders-ingest", MetricNames.KeyConflicts, "Sum"), 1);
        var ours = Holding(new("orders", QueueKind.Orders, 1, 0, 0, TimeSpan.FromHours(1)), new("order-events-fulfilment.fifo", QueueKind.Consumer, 1, 0, 0, TimeSpan.FromHours(1)), new("orders-dlq", QueueKind.DeadLetters, 1, 0, 0, null));

        Assert.All(alarms, end => Assert.Contains(ours, name => name.EndsWith(end, StringComparison.Ordinal)));
    }

    private void Given(MetricQuery query, params double[] minutes) =>
        _points[query] = [.. minutes.Select(static (value, minute) => new MetricPoint(Support.Given.Now.AddMinutes(minute), value))];

    private string[] Holding(params QueueStatus[] queues) => [.. Alarms(queues).Select(static alarm => alarm.Name)];

    private IReadOnlyList<PipelineAlarm> Alarms(params QueueStatus[] queues) =>
        [.. new AlarmRules(_settings, _queries, new AlarmThresholds()).Holding(queues, new MinuteMetrics(_points))];

    // As GitHub makes an anchor of a heading.
    private static string Anchor(string title) =>
        new([.. title.ToLowerInvariant().Where(static character => char.IsLetterOrDigit(character) || character is ' ' or '-').Select(static character => character == ' ' ? '-' : character)]);

    [GeneratedRegex(@"^\| `(?<alarm>[^`]+)` \| \[[^\]]+(`[^`]+`)?\]\(#(?<section>[^)]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex RunbookRow();

    [GeneratedRegex("^#+ (?<title>.+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"(?<name>\w+)\s*= optional\(number, (?<value>\d+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Threshold();

    [GeneratedRegex(@"alarm_name\s*= ""\$\{[^}]*\}(?<end>[^""]*)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AlarmName();
}
