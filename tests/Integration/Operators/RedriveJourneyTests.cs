using System.Text.Json;
using Orders.Local;
using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

public sealed class RedriveJourneyTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-redrive-").FullName;

    [Fact]
    public async Task A_dead_letter_is_found_fixed_and_followed_to_its_order_and_noted_once()
    {
        // A pipeline of its own: here it is the operator who empties the dead-letter queue.
        await using var pipeline = await LocalPipeline.StartAsync(RunningPipeline.Options(_data), Given.Token);
        using var sqs = pipeline.Endpoints.NewSqsClient();
        var audit = Path.Combine(_data, "audit.ndjson");
        var cli = new OrdersCli(pipeline, audit);
        await sqs.SendMessageAsync(pipeline.Queues["orders"].Url, """{"item":"kettle","quantity":"2","idempotency_key":"journey"}""", Given.Token);

        var group = default(JsonElement);
        await Eventually.HoldsAsync(
            async () => (group = (await cli.JsonAsync("dlq", "list")).GetProperty("groups").EnumerateArray().FirstOrDefault()).ValueKind == JsonValueKind.Object,
            "the dead letter");
        Assert.Equal(("type", "quantity", "quantity must be an integer from 1 to 1,000,000"), (group.Text("code"), group.Text("field"), group.Text("message")));
        var id = group.Text("example")!;

        var refused = await cli.RunAsync("dlq", "redrive", "--id", id, "--set", "quantity=2", "--yes", "--audit", Path.Combine(_data, "refused.ndjson"));
        Assert.Equal(1, refused.Status);
        Assert.Contains("the edited body breaks a rule: quantity must be an integer from 1 to 1,000,000", refused.Text, StringComparison.Ordinal);
        var dry = await cli.JsonAsync("dlq", "redrive", "--id", id, "--set-json", "quantity=2", "--audit", audit);
        Assert.Equal((1, false), (dry.GetProperty("ready").GetInt32(), File.Exists(audit)));

        var report = await cli.JsonAsync("dlq", "redrive", "--id", id, "--set-json", "quantity=2", "--yes", "--wait", "--audit", audit);

        var message = Assert.Single(report.GetProperty("messages").EnumerateArray());
        var order = OrderId.FromKey("queue", "journey").ToString();
        Assert.Equal((id, "sent", "placed", order), (message.Text("message_id"), message.Text("result"), message.Text("ending"), message.Text("order_id")));
        using var dynamoDb = pipeline.Endpoints.NewDynamoDbClient();
        // The rejection from before the repair has a row, too.
        var row = Assert.Single((await dynamoDb.ScanAsync(new(pipeline.TableName), Given.Token)).Items, static row => row.ContainsKey("status"));
        Assert.Equal((order, "PENDING", "2"), (row["order_id"].S, row["status"].S, row["quantity"].N));
        Assert.Equal(0, (await cli.JsonAsync("dlq", "list")).GetProperty("count").GetInt32());
        var line = Wire.Parse(Assert.Single(await File.ReadAllLinesAsync(audit, Given.Token)));
        Assert.Equal((id, "sent"), (line.Text("message_id"), line.Text("result")));
        Assert.Contains("\"quantity\":\"2\"", line.GetProperty("original").Text("body"), StringComparison.Ordinal);

        var run = Assert.Single((await cli.JsonAsync("dlq", "report", "--audit", audit)).GetProperty("runs").EnumerateArray());
        Assert.Equal(1, run.GetProperty("results").GetProperty("sent").GetInt32());

        // What nobody fixes comes back dead. A ramp stops at the first one and says why; waiting says so, too.
        for (var i = 0; i < 3; i++)
        {
            await sqs.SendMessageAsync(pipeline.Queues["orders"].Url, $$"""{"item":"kettle","quantity":"x","idempotency_key":"dead-{{i}}"}""", Given.Token);
        }

        await Eventually.HoldsAsync(async () => (await cli.JsonAsync("dlq", "list")).GetProperty("count").GetInt32() == 3, "three dead letters");
        var ramp = (await cli.RunAsync("dlq", "redrive", "--ramp", "--yes", "--json", "--audit", audit)) is { Status: 1 } stopped ? stopped.Json : default;
        Assert.Equal((1, 2), (ramp.GetProperty("sent").GetInt32(), ramp.GetProperty("left").GetInt32()));
        Assert.EndsWith("was dead-lettered again: type, quantity must be an integer from 1 to 1,000,000", ramp.Text("stopped_because"), StringComparison.Ordinal);
        var again = await cli.RunAsync("dlq", "redrive", "--yes", "--wait", "--json", "--audit", audit);
        Assert.Equal(1, again.Status);
        Assert.All(again.Json.GetProperty("messages").EnumerateArray(), static letter => Assert.Equal("dead_again", letter.Text("ending")));
        Assert.Equal(3, (await cli.JsonAsync("dlq", "list")).GetProperty("count").GetInt32());
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
