using System.Text;
using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Dev.Cost;
using Orders.Local.Proxies;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.Settings;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Cost;

/// <summary>The cost model beside pipelines of the real functions.</summary>
public sealed class MeasuredRunTests
{
    const int Orders = 100;
    const int PerRequest = 10;
    const string Sender = "upstream";

    [Theory]
    [InlineData("PENDING")]
    [InlineData("PENDING", "PROCESSING")]
    public async Task Counts_of_a_local_run_are_those_of_the_model(params string[] indexStatuses)
    {
        var (calls, invocations, settings) = await RunAsync(settings => settings with { Table = settings.Table with { IndexStatuses = indexStatuses } });
        var counted = calls.CountAll();

        // How full Lambda's batches are is chance, so the model takes it from the run.
        var load = Load(settings) with
        {
            MessagesPerReceive = counted["messages received"] / counted["receives"],
            MessagesPerDelete = counted["messages deleted"] / counted["deletes"],
            EventsPerSend = counted["events sent"] / counted["event sends"],
            MessagesPerBatch = counted["messages received"] / invocations.Processor,
            RecordsPerBatch = counted["messages received"] / invocations.Notifier,
        };
        var usage = new UsageModel(load);
        Assert.Equal(
            new SortedDictionary<string, decimal>
            {
                ["messages sent"] = usage.Messages,
                ["sends"] = usage.OrderSends + usage.ChangeSends,
                ["messages received"] = usage.Messages,
                ["receives"] = decimal.Round(usage.Receives),
                ["messages deleted"] = usage.Messages,
                ["deletes"] = decimal.Round(usage.Deletes),
                ["events sent"] = settings.Consumers.Sum(load.EventsOf),
                ["event sends"] = decimal.Round(settings.Consumers.Sum(usage.EventSends)),
                ["row units"] = usage.PlaceUnits + usage.ChangeUnits,
                ["index units"] = usage.PlaceIndexUnits + usage.ChangeIndexUnits,
                ["read units"] = usage.ReplayReadUnits + usage.ChangeReadUnits,
            },
            new SortedDictionary<string, decimal>(counted));
        Assert.Equal(usage.IngestInvocations, invocations.Ingest);
    }

    [Fact]
    public async Task The_sizes_that_the_model_assumes_are_not_less_than_those_of_an_order_with_all_that_is_usual()
    {
        var (calls, _, settings) = await RunAsync(static settings => settings);

        var assumed = Load(settings);
        Assert.InRange(Answers(calls, "GetRecords").SelectMany(static page => page.GetProperty("Records").EnumerateArray())
            .Max(static record => ItemBytes(record.GetProperty("dynamodb").GetProperty("NewImage"))), 100, assumed.RowBytes);
        Assert.InRange(Answers(calls, "ReceiveMessage").SelectMany(static answer => answer.TryGetProperty("Messages", out var messages) ? messages.EnumerateArray() : [])
            .Max(static message => Encoding.UTF8.GetByteCount(message.Text("Body")!)), 100, assumed.MessageBytes);
        Assert.InRange(calls.Answered.Where(static call => call.Caller == "orders-notifier").SelectMany(static call => Wire.Parse(call.RequestBody).GetProperty("Entries").EnumerateArray())
            .Max(static entry => Encoding.UTF8.GetByteCount(entry.Text("MessageBody")!)), 100, assumed.EventBytes);
    }

    /// <summary>Half of the orders come in arrays over HTTP, half in messages. The first half moves to PROCESSING by message and to COMPLETED over HTTP.</summary>
    static CostInputs Load(PipelineSettings settings) => CostInputs.InFullBatches(settings, Orders) with
    {
        OrdersOverHttp = 0.5m,
        FirstMoves = 0.5m,
        SecondMoves = 0.5m,
        ChangesOverHttp = 0.5m,
        Sweeps = 0,
    };

    static async Task<(BilledCalls Calls, (long Ingest, long Processor, long Notifier) Invocations, PipelineSettings Settings)> RunAsync(Func<PipelineSettings, PipelineSettings> configure)
    {
        BilledCalls? calls = null;
        await using var run = await RunningPipeline.StartAsync(configure, options =>
        {
            calls = new BilledCalls(options.Settings);
            return options with { CallMiddleware = [new CallObserver(calls.Add).InvokeAsync] };
        });
        using var sqs = run.Pipeline.Access.For(Sender).NewSqsClient();
        var placed = new List<string>();
        foreach (var indices in Enumerable.Range(0, Orders / 2).Chunk(PerRequest))
        {
            var answer = await run.PostAsync($"[{string.Join(',', indices.Select(static index => Order(index, source: null)))}]");
            placed.AddRange(answer.Body.GetProperty("results").EnumerateArray().Select(static result => result.Text("order_id")!));
            await SendAsync(indices.Select(static index => Order(index, Sender)));
        }

        await DeletedAsync(Orders);
        foreach (var ids in placed.Chunk(PerRequest))
        {
            await SendAsync(ids.Select(static id => OrderMessageWriter.Change(new ChangeStatus(OrderId.TryParse(id, out var parsed) ? parsed : throw new FormatException(id), OrderStatus.Processing))));
        }

        await DeletedAsync(Orders + placed.Count);
        foreach (var id in placed)
        {
            Assert.Equal(202, (await run.RequestAsync("PUT", $"/orders/{id}", """{"status":"COMPLETED"}""")).Status);
        }

        var (load, settings) = (Load(run.Pipeline.Settings), run.Pipeline.Settings);
        await DeletedAsync(load.Orders + load.Changes);
        await Eventually.HoldsAsync(() => calls!.Count("events sent") == settings.Consumers.Sum(load.EventsOf), "every event is sent");
        long Invocations(FunctionSettings function) => run.Pipeline.Lambda[function.Name].Counters.Invocations;
        return (calls!, (Invocations(settings.Ingest), Invocations(settings.Processor), Invocations(settings.Notifier)), settings);

        Task SendAsync(IEnumerable<string> bodies) => sqs.SendMessageBatchAsync(
            run.OrdersQueueUrl, [.. bodies.Select(static (body, index) => new SendMessageBatchRequestEntry($"{index}", body))], Given.Token);

        Task DeletedAsync(decimal messages) => Eventually.HoldsAsync(() => calls!.Count("messages deleted") == messages, $"{messages} messages are deleted");
    }

    static string Order(int index, string? source) =>
        $$"""{"item":"Laptop","quantity":2,"customer_name":"Customer {{index}}","customer_email":"customer{{index}}@example.com","idempotency_key":"cost-{{index}}"{{(source is null ? "" : $",\"source\":\"{source}\"")}}}""";

    static IEnumerable<JsonElement> Answers(BilledCalls calls, string operation) =>
        calls.Answered.Where(call => call.Operation == operation && call.Answer!.Status == 200).Select(static call => Wire.Parse(call.Answer!.Body));

    /// <summary>The size of an order's row (DynamoDB Developer Guide, "DynamoDB item sizes and formats"): UTF-8 of names and texts, a byte for two digits and one more of a number, three bytes for a list or map and one for each entry.</summary>
    static int ItemBytes(JsonElement item) => item.EnumerateObject().Sum(static attribute => Encoding.UTF8.GetByteCount(attribute.Name) + ValueBytes(attribute.Value));

    static int ValueBytes(JsonElement value) => value.EnumerateObject().First() switch
    {
        { Name: "S", Value: var text } => Encoding.UTF8.GetByteCount(text.GetString()!),
        { Name: "N", Value: var number } => 1 + (number.GetString()!.Length + 1) / 2,
        { Name: "L", Value: var list } => 3 + list.EnumerateArray().Sum(static entry => 1 + ValueBytes(entry)),
        { Name: "M", Value: var map } => 3 + map.EnumerateObject().Count() + ItemBytes(map),
        var other => throw new JsonException($"Attribute type {other.Name}."),
    };
}
