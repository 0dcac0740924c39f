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
    public void Key_conflicts_of_few_orders_are_none()
    {
        Given(MetricQuery.OfOrders("orders-ingest", MetricNames.KeyConflicts, "Sum"), 19);

        Assert.Empty(Holding());
    }

    [Fact]
    public void A_threshold_is_that_of_the_settings()
    {
        var settings = _settings with { AlarmThresholds = _settings.AlarmThresholds with { OldestOrderSeconds = 30 } };

        var alarm = Assert.Single(new AlarmRules(settings, _queries).Holding([new("orders", QueueKind.Orders, 1, 0, 0, TimeSpan.FromSeconds(31))], new MinuteMetrics(_points)));
        Assert.Equal("orders-oldest-message", alarm.Name);
    }

    [Fact]
    public void Dead_letters_that_come_are_an_alarm_however_many_there_were_and_hidden_ones_have_not_gone()
    {
        var (visible, hidden) = (StatusQueries.Depths("orders-dlq")[0], StatusQueries.Depths("orders-dlq")[1]);
        QueueStatus[] queues = [new("orders-dlq", QueueKind.DeadLetters, 110, 0, 0, null)];

        Given(visible, 100, 110);
        Assert.Equal(["orders-dlq-not-empty"], Holding(queues));

        Given(visible, 100, 111);
        Assert.Equal(["orders-dlq-not-empty", "orders-dlq-growing"], Holding(queues));

        Given(hidden, 1, 0);
        Assert.Equal(["orders-dlq-not-empty"], Holding(queues));
    }

    [Fact]
    public void A_dead_letter_that_nobody_looks_after_is_an_alarm() => Assert.Equal(
        ["orders-dlq-old"], Holding(new QueueStatus("orders-dlq", QueueKind.DeadLetters, 0, 1, 0, TimeSpan.FromHours(73))));

    [Fact]
    public void An_event_that_SQS_will_soon_delete_is_an_alarm()
    {
        const string queue = "order-events-fulfilment.fifo";
        var retention = TimeSpan.FromSeconds(_settings.Consumers[0].MessageRetentionSeconds);

        Assert.DoesNotContain($"{queue}-near-retention", Holding(new QueueStatus(queue, QueueKind.Consumer, 1, 0, 0, retention * 0.75)));
        Assert.Contains($"{queue}-near-retention", Holding(new QueueStatus(queue, QueueKind.Consumer, 1, 0, 0, retention * 0.76)));
    }

    [Fact]
    public void What_callers_feel_is_an_alarm_in_three_minutes_of_five()
    {
        Given(_queries.FailedRequests, 6, 6, 5);
        Given(_queries.ReturnedMessages, 101, 100, 101);
        Given(_queries.TableThrottles, 1, 0, 1);
        Assert.Empty(Holding());

        Given(_queries.FailedRequests, 6, 6, 6);
        Given(_queries.ReturnedMessages, 101, 101, 101);
        Given(_queries.TableThrottles, 1, 1, 1);
        Assert.Equal(["orders-ingest-failed-requests", "orders-processor-returned-messages", "Orders-throttles"], Holding());
    }

    [Fact]
    public void A_schedule_that_does_not_reach_its_queue_is_an_alarm()
    {
        Given(_queries.ScheduleDropped, 0, 1);

        Assert.Equal(["orders-schedule-dropped"], Holding());
    }

    [Fact]
    public void Changes_without_an_invocation_of_the_Notifier_are_an_alarm()
    {
        Given(_queries.Changes[0], 0, 5);
        Assert.Empty(Holding());

        Given(_queries.Changes[0], 5, 5);
        Assert.Equal(["orders-notifier-not-invoked"], Holding());

        Given(MetricQuery.OfFunction("orders-notifier", "Invocations", "Sum"), 1);
        Assert.Empty(Holding());
    }

    [Fact]
    public void Records_that_Lambda_could_not_write_anywhere_are_an_alarm()
    {
        Given(_queries.Undelivered, 0, 2);

        Assert.Equal(["orders-notifier-undelivered"], Holding());
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
        GivenTheRest();
        var week = TimeSpan.FromDays(7);

        var alarms = Alarms(
            new("orders", QueueKind.Orders, 1, 0, 0, week), new("order-events-fulfilment.fifo", QueueKind.Consumer, 1, 0, 0, week),
            new("orders-dlq", QueueKind.DeadLetters, 1, 0, 0, week), new("order-events-dlq", QueueKind.DeadLetters, 1, 0, 0, week), new("order-events-fulfilment-dlq.fifo", QueueKind.DeadLetters, 1, 0, 0, week));

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
        GivenTheRest();
        var week = TimeSpan.FromDays(7);
        var ours = Holding(new("orders", QueueKind.Orders, 1, 0, 0, week), new("order-events-fulfilment.fifo", QueueKind.Consumer, 1, 0, 0, week), new("orders-dlq", QueueKind.DeadLetters, 1, 0, 0, week));

        // The API's id is not in the settings, and the composite alarm stands for the others.
        Assert.All(alarms.Except(["orders-api-5xx", "orders-unwell"]), end => Assert.Contains(ours, name => name.EndsWith(end, StringComparison.Ordinal)));
    }

    private void GivenTheRest()
    {
        foreach (var depth in ((string[])["orders-dlq", "order-events-dlq", "order-events-fulfilment-dlq.fifo"]).Select(static queue => StatusQueries.Depths(queue)[0]))
        {
            Given(depth, 0, 99);
        }

        Given(_queries.FailedRequests, 99, 99, 99);
        Given(_queries.ReturnedMessages, 999, 999, 999);
        Given(_queries.TableThrottles, 1, 1, 1);
        Given(_queries.ScheduleDropped, 1);
        Given(_queries.Undelivered, 1);
        Given(_queries.Changes[1], 1, 1);
        Given(MetricQuery.OfOrders("orders-ingest", MetricNames.KeyConflicts, "Sum"), 99);
    }

    private void Given(MetricQuery query, params double[] minutes) =>
        _points[query] = [.. minutes.Select(static (value, minute) => new MetricPoint(Support.Given.Now.AddMinutes(minute), value))];

    private string[] Holding(params QueueStatus[] queues) => [.. Alarms(queues).Select(static alarm => alarm.Name)];

    private IReadOnlyList<PipelineAlarm> Alarms(params QueueStatus[] queues) =>
        [.. new AlarmRules(_settings, _queries).Holding(queues, new MinuteMetrics(_points))];

    // As GitHub makes an anchor of a heading.
    private static string Anchor(string title) =>
        new([.. title.ToLowerInvariant().Where(static character => char.IsLetterOrDigit(character) || character is ' ' or '-').Select(static character => character == ' ' ? '-' : character)]);

    [GeneratedRegex(@"^\| `(?<alarm>[^`]+)` \| \[[^\]]+(`[^`]+`)?\]\(#(?<section>[^)]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex RunbookRow();

    [GeneratedRegex("^#+ (?<title>.+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"alarm_name\s*= ""\$\{[^}]*\}(?<end>[^""]*)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AlarmName();
}
