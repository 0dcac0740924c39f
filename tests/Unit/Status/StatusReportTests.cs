using Orders.Operations.Releases;
using Orders.Operations.Status;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Status;

public sealed class StatusReportTests
{
    [Fact]
    public void The_status_for_a_program_has_null_for_what_was_not_measured_and_no_counts_of_a_queue_that_cannot_be_read()
    {
        var status = new PipelineStatus(
            Given.Now,
            TimeSpan.FromMinutes(5),
            [
                new QueueStatus("orders", QueueKind.Orders, 3, 2, 1, TimeSpan.FromSeconds(4.9)),
                new QueueStatus("orders-dlq", QueueKind.DeadLetters, 0, 0, 0, null),
                new QueueStatus("events", QueueKind.Consumer, 0, 0, 0, null) { Problem = "It is missing." },
            ],
            [new FunctionStatus("ingest", 7, 1, 0, TimeSpan.FromMilliseconds(12.34), null, null)],
            new OrderFlow { Counts = new Dictionary<string, long> { ["OrdersPlaced"] = 5, ["Duplicates"] = 0 }, P99Latency = TimeSpan.FromMilliseconds(90) },
            [new PipelineAlarm("alarm", "It holds.", "orders", "messages-wait-on-orders")])
        {
            Live = [new LiveFunction("ingest", new FunctionVersion(6, "bf5c0d5a", Given.Now), "b244f0f3"), new LiveFunction("processor", new FunctionVersion(0, null, Given.Now), null)],
        };

        Assert.Equal(
            """
            {"at":"2026-11-23T22:28:00.123Z","well":false,"window_seconds":300,"queues":[
            {"name":"orders","kind":"orders","visible":3,"in_flight":2,"delayed":1,"oldest_seconds":4},
            {"name":"orders-dlq","kind":"dead_letters","visible":0,"in_flight":0,"delayed":0,"oldest_seconds":null},
            {"name":"events","kind":"consumer","problem":"It is missing."}],"functions":[
            {"name":"ingest","invocations":7,"errors":1,"throttles":0,"average_duration_milliseconds":12.3,"longest_duration_milliseconds":null,"iterator_age_milliseconds":null}],
            "orders":{"Duplicates":0,"OrdersPlaced":5,"latency_p50_milliseconds":null,"latency_p99_milliseconds":90},
            "alarms":[{"name":"alarm","message":"It holds.","resource":"orders","runbook":"messages-wait-on-orders"}],"paused":[],"live":[
            {"name":"ingest","version":"6","release":"bf5c0d5a","published_at":"2026-11-23T22:28:00.123Z","rolled_back":true},
            {"name":"processor","version":"$LATEST","published_at":"2026-11-23T22:28:00.123Z","rolled_back":false}],
            "problems":[{"name":"events","message":"It is missing."}]}
            """.ReplaceLineEndings(""),
            status.ToJson());
    }
}
