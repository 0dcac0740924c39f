using System.Text.Json;
using Orders.Local;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary><c>orders status</c> and <c>orders doctor</c> over a whole pipeline whose dead letters nobody reads.</summary>
public sealed class StatusCommandTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-status-").FullName;

    [Fact]
    public async Task A_pipeline_is_well_until_a_message_is_dead_and_then_the_status_says_so_and_exits_with_1()
    {
        await using var pipeline = await LocalPipeline.StartAsync(RunningPipeline.Options(_data), Given.Token);
        using var sqs = pipeline.Endpoints.NewSqsClient();
        var orders = new OrdersCli(pipeline.ClientEnvironment());
        var queue = pipeline.Queues["orders"].Url;

        await sqs.SendMessageAsync(queue, """{"item":"kettle","quantity":2,"idempotency_key":"key-1","source":"pos-7"}""", Given.Token);
        var well = await StatusAsync(orders, status => Count(status, "EventsSent") == 2, exits: 0);

        Assert.True(well.GetProperty("well").GetBoolean());
        Assert.Equal((1, 0), (Count(well, "OrdersPlaced"), Count(well, "DeadLetters")));
        Assert.InRange(well.GetProperty("orders").GetProperty("latency_p50_milliseconds").GetDouble(), 0, 60_000);
        Assert.Equal(
            ["orders", "orders-dlq", "order-events-dlq", "order-events-fulfilment.fifo", "order-events-fulfilment-dlq.fifo", "order-events-notifications.fifo", "order-events-notifications-dlq.fifo"],
            well.GetProperty("queues").EnumerateArray().Select(static one => one.Text("name")));
        var events = One(well, "queues", "order-events-fulfilment.fifo");
        Assert.Equal(1, events.GetProperty("visible").GetInt32());
        var processor = One(well, "functions", "orders-processor");
        Assert.Equal((1, 0), (processor.GetProperty("invocations").GetInt32(), processor.GetProperty("errors").GetInt32()));
        Assert.True(processor.GetProperty("longest_duration_milliseconds").GetDouble() > 0);
        Assert.True(One(well, "functions", "orders-notifier").GetProperty("iterator_age_milliseconds").GetDouble() >= 0);

        await sqs.SendMessageAsync(queue, "junk", Given.Token);
        var ill = await StatusAsync(orders, static status => !status.GetProperty("well").GetBoolean(), exits: 1);
        Assert.Equal("orders-dlq-not-empty", Assert.Single(ill.GetProperty("alarms").EnumerateArray()).Text("name"));

        var doctor = await orders.RunAsync("doctor");
        Assert.True(doctor.Status == 0, doctor.Text);
        Assert.DoesNotContain("BROKEN", doctor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_watch_prints_an_object_a_line_until_it_is_interrupted()
    {
        await using var pipeline = await LocalPipeline.StartAsync(RunningPipeline.Options(_data), Given.Token);
        var lines = new List<string>();
        await using var watch = await new OrdersCli(pipeline.ClientEnvironment()).StartAsync(["status", "--watch", "1", "--json"], line => { lock (lines) { lines.Add(line); } });

        await Eventually.HoldsAsync(() => { lock (lines) { return lines.Count >= 3; } }, "three looks", withinSeconds: 60);

        Assert.All(lines, static line => Assert.True(Wire.Parse(line).GetProperty("well").GetBoolean()));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    static Task<JsonElement> StatusAsync(OrdersCli orders, Func<JsonElement, bool> holds, int exits) => Eventually.GivesAsync(
        async () =>
        {
            var result = await orders.RunAsync("status", "--json");
            return holds(result.Json) && result.Status == exits ? result.Json : default(JsonElement?);
        },
        $"a status with exit status {exits}",
        withinSeconds: 60);

    static int Count(JsonElement status, string metric) => status.GetProperty("orders").GetProperty(metric).GetInt32();

    static JsonElement One(JsonElement status, string list, string name) => status.GetProperty(list).EnumerateArray().Single(one => one.Text("name") == name);
}
