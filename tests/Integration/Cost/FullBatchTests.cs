using System.Text;
using System.Text.Json.Nodes;
using Orders.Dev.Cost;
using Orders.Local.Lambda;
using Orders.Local.Mappings.Sqs;
using Orders.Local.Proxies;
using Orders.Observability;
using Orders.Operations.Settings;
using Orders.Settings;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Cost;

/// <summary>The SQS requests of orders that stand on the queue before Lambda looks, so that every batch is full.</summary>
public sealed class FullBatchTests(EmulatorFixture emulators)
{
    const int Orders = 100;

    [Theory]
    // Orders in a call, requests to SQS for each order.
    [InlineData(50, 0.3)]
    [InlineData(1, 1.2)]
    public async Task An_order_takes_as_many_requests_as_the_model_says(int ordersPerCall, double requestsPerOrder)
    {
        var settings = PipelineSettings.Load(Repository.Settings);
        var queue = await emulators.NewQueueAsync();
        settings = settings with { OrdersQueue = settings.OrdersQueue with { Name = queue.Name }, Processor = settings.Processor with { BatchSize = 10 } };
        var calls = new BilledCalls(settings);
        await using var proxy = await ServiceProxy.StartAsync(emulators.Endpoints.Sqs, [new CallObserver(calls.Add).InvokeAsync]);
        using var sqs = (emulators.Endpoints with { Sqs = proxy.Endpoint }).NewSqsClient();

        var ingest = Ingest.Composition.Compose(
            new Ingest.IngestSettings(Given.Table("unused"), queue.Url), emulators.DynamoDb, sqs, new LineSink(Stream.Null), TimeProvider.System, static () => 0.5, SystemRandomness.Fill);
        for (var sent = 0; sent < Orders; sent += ordersPerCall)
        {
            await using var answer = await ingest.HandleAsync(Call(ordersPerCall), new TestLambdaContext());
            Assert.Equal(200, (await JsonNode.ParseAsync(answer, cancellationToken: Given.Token))!["statusCode"]!.GetValue<int>());
        }

        await using (SqsEventSourceMapping.Start(sqs, new AllDone(), new SqsMappingOptions { QueueUrl = queue.Url, QueueArn = queue.Arn, Region = "ap-south-1" }, TimeProvider.System))
        {
            await Eventually.HoldsAsync(() => calls.Count("messages deleted") == Orders, "every message is deleted");
        }

        var counted = calls.CountAll();
        Assert.Equal(["deletes", "messages deleted", "messages received", "messages sent", "receives", "sends"], counted.Keys.Order());
        Assert.Equal((decimal)requestsPerOrder, (counted["sends"] + counted["receives"] + counted["deletes"]) / Orders);
        Assert.Equal((decimal)requestsPerOrder, new UsageModel(CostInputs.InFullBatches(settings, Orders) with { OrdersPerCall = ordersPerCall }).QueueRequestsPerOrder);
    }

    static MemoryStream Call(int orders)
    {
        var order = """{"item":"Laptop","quantity":2}""";
        var body = orders == 1 ? order : $"[{string.Join(',', Enumerable.Repeat(order, orders))}]";
        return new MemoryStream(Encoding.UTF8.GetBytes(new JsonObject { ["body"] = body }.ToJsonString()));
    }

    /// <summary>A function that has done with every batch: the requests that are counted are Lambda's, not its.</summary>
    sealed class AllDone : IFunctionInvoker
    {
        public string FunctionArn => "arn:aws:lambda:ap-south-1:000000000000:function:f";

        public Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, InvocationOptions? options = null) =>
            Task.FromResult(new InvocationResult(InvocationStatus.Success, "request", "{}"u8.ToArray()));
    }
}
