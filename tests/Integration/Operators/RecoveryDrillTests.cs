using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary>The drill of docs/recovery.md: the table is lost together with a part of its stream, while orders keep coming.</summary>
public sealed class RecoveryDrillTests(ITestOutputHelper output) : IDisposable
{
    const string Restored = "Orders-restored";

    readonly string _data = Directory.CreateTempSubdirectory("orders-recovery-").FullName;

    string Audit => Path.Combine(_data, "audit.ndjson");

    [Fact]
    public async Task After_the_table_is_lost_the_pipeline_goes_on_with_its_restored_copy_and_loses_neither_order_nor_event()
    {
        var start = DateTimeOffset.UtcNow;
        await using var before = await RunningPipeline.StartAsync();
        var orders = new OrdersCli(before.Pipeline, Audit);
        var heard = await PlaceAsync(before, 10);
        await Task.WhenAll(heard.Select(id => before.EventsAsync("fulfilment", id, 1)));

        // Changes that are in the stream, but not sent yet. The stream is lost with its table.
        await orders.JsonAsync("pause", "notifier", "--yes");
        var unheard = await PlaceAsync(before, 5);
        await Task.WhenAll(heard.Take(5).Select(id => MoveAsync(before, id)));

        await orders.JsonAsync("pause", "processor", "--yes");
        await LoseAndRestoreAsync(before.DynamoDb, before.Pipeline.TableName);
        // An order needs SQS only, so the API accepts orders while there is no table to read.
        var meanwhile = await AcceptAsync(before, 5);

        await using var after = await RunningPipeline.StartAsync(
            static settings => settings with { Table = settings.Table with { Name = Restored } },
            options => options with { SqsEndpoint = before.Pipeline.Endpoints.Sqs, DynamoDbEndpoint = before.Pipeline.Endpoints.DynamoDb });
        await Task.WhenAll(meanwhile.Select(id => after.OrderAsync(id)));
        var since = $"{(int)(DateTimeOffset.UtcNow - start).TotalMinutes + 1}m";
        var replay = await new OrdersCli(after.Pipeline, Audit).JsonAsync("events", "replay", "--since", since, "--yes", "--settings", Settings());

        OrderId[] all = [.. heard, .. unheard, .. meanwhile];
        var lost = new List<string>();
        foreach (var id in all)
        {
            var isMoved = heard.Take(5).Contains(id);
            var row = await after.FindAsync(id);
            lost.AddRange(row?.Status == (isMoved ? OrderStatus.Processing : OrderStatus.Pending) ? [] : [$"row {id}"]);
            foreach (var consumer in (string[])["fulfilment", "notifications"])
            {
                string[] expected = isMoved ? [$"{id}:1", $"{id}:2"] : [$"{id}:1"];
                await Eventually.HoldsAsync(() => Events(before, after, consumer, id).Distinct().Count() >= expected.Length, $"the events of {id} for {consumer}");
                // A repeat has the id of the first, and a new event comes after those before it.
                lost.AddRange(Events(before, after, consumer, id).Distinct().SequenceEqual(expected) ? [] : [$"events of {id} for {consumer}"]);
            }
        }

        output.WriteLine($"orders {all.Length}, of them {meanwhile.Count} accepted without a table; events sent again {replay.GetProperty("events").GetRawText()}; lost {lost.Count}");
        Assert.Empty(lost);
        Assert.Empty(before.DeadLetters.Received);
        Assert.Empty(after.DeadLetters.Received);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    static IEnumerable<string> Events(RunningPipeline before, RunningPipeline after, string consumer, OrderId id) =>
        from message in before.Consumers[consumer].Received.Concat(after.Consumers[consumer].Received)
        where message.Attributes["MessageGroupId"] == id.ToString()
        select Wire.Parse(message.Body).Text("id");

    static async Task<IReadOnlyList<OrderId>> PlaceAsync(RunningPipeline pipeline, int count)
    {
        var ids = await AcceptAsync(pipeline, count);
        await Task.WhenAll(ids.Select(id => pipeline.OrderAsync(id)));
        return ids;
    }

    static async Task<IReadOnlyList<OrderId>> AcceptAsync(RunningPipeline pipeline, int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(async index =>
    {
        var answer = await pipeline.PostAsync($$"""{"item":"kettle","quantity":{{index + 1}}}""", Given.NewKey());
        Assert.Equal(200, answer.Status);
        return OrderId.TryParse(answer.OrderId, out var id) ? id : throw new FormatException(answer.OrderId);
    }));

    static async Task MoveAsync(RunningPipeline pipeline, OrderId id)
    {
        Assert.Equal(202, (await pipeline.RequestAsync("PUT", $"/orders/{id}", """{"status":"PROCESSING"}""")).Status);
        await pipeline.OrderAsync(id, OrderStatus.Processing);
    }

    /// <summary>What a restore to the last second before the loss gives: the rows in a new table, whose stream is off until Terraform turns it on.</summary>
    static async Task LoseAndRestoreAsync(IAmazonDynamoDB dynamoDb, string table)
    {
        var rows = (await dynamoDb.ScanAsync(new ScanRequest(table) { ConsistentRead = true }, Given.Token)).Items;
        await dynamoDb.DeleteTableAsync(table, Given.Token);
        var request = OrdersTable.CreateRequest(Restored);
        var stream = request.StreamSpecification;
        request.StreamSpecification = null;
        await dynamoDb.CreateTableAsync(request, Given.Token);
        await Task.WhenAll(rows.Select(row => dynamoDb.PutItemAsync(Restored, row, Given.Token)));
        await dynamoDb.UpdateTableAsync(new UpdateTableRequest { TableName = Restored, StreamSpecification = stream }, Given.Token);
    }

    // The deployment's settings with the restored table's name, as the procedure has them.
    string Settings()
    {
        var file = Path.Combine(_data, "settings.json");
        File.WriteAllText(file, $$"""{"extends":"{{Repository.Settings}}","table":{"name":"{{Restored}}" } }""");
        return file;
    }
}
