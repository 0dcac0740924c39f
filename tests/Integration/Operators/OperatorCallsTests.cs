using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Local;
using Orders.Local.Proxies;
using Orders.Model;
using Orders.Operations.Audit;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary>Records the calls of the operators' commands, from which the policies of readers and operators are checked.</summary>
public sealed class OperatorCallsTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-calls-").FullName;
    readonly CallLog _calls = new();

    [Fact]
    public async Task The_commands_make_exactly_the_calls_that_they_are_known_for()
    {
        await using var pipeline = await LocalPipeline.StartAsync(
            RunningPipeline.Options(_data) with { CallMiddleware = [new CallObserver(_calls.Add).InvokeAsync] }, Given.Token);
        var (reader, person) = (As("reader", pipeline), As("operator", pipeline));
        await EachAsync(As("doctor", pipeline), ["doctor"]);

        var order = OrderId.FromKey("queue", await PlaceAsync(pipeline));
        await Eventually.HoldsAsync(async () => (await reader.RunAsync("order", "get", $"{order}")).Status == 0, "the order");
        var letters = await LettersAsync(pipeline, reader);
        await ReadAsync(reader, order, letters["orders-dlq"]);
        await ChangeAsync(pipeline, person, order);

        // The Terraform suite holds the policies to the same file.
        var expected = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "payloads", "operator-calls.txt"), Given.Token)).SelectMany(line =>
            line.EndsWith("{consumer}", StringComparison.Ordinal) ? pipeline.Consumers.Select(consumer => line.Replace("{consumer}", consumer.Queue, StringComparison.Ordinal))
            : line.EndsWith("{consumer dead letters}", StringComparison.Ordinal) ? pipeline.Consumers.Select(consumer => line.Replace("{consumer dead letters}", consumer.DeadLetterQueue, StringComparison.Ordinal))
            : [line]);
        var seen = _calls.Distinct.Where(static call => call.Caller is "reader" or "operator" or "doctor").Select(static call => call.ToString()).Order(StringComparer.Ordinal).ToList();
        Assert.True(expected.Order(StringComparer.Ordinal).SequenceEqual(seen), $"The calls are now:\n{string.Join('\n', seen)}");
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    OrdersCli As(string caller, LocalPipeline pipeline) => new(new Dictionary<string, string>(pipeline.ClientEnvironment(caller))
    {
        [AuditLog.Variable] = Path.Combine(_data, "audit.ndjson"),
    });

    static async Task<string> PlaceAsync(LocalPipeline pipeline)
    {
        using var sqs = pipeline.Endpoints.NewSqsClient();
        var key = Given.NewKey();
        await sqs.SendMessageAsync(pipeline.Queues[pipeline.Settings.OrdersQueue.Name].Url, $$"""{"item":"tea","quantity":1,"idempotency_key":"{{key}}","customer_email":"zoe@example.com"}""", Given.Token);
        return key;
    }

    /// <summary>Puts a letter on each dead-letter queue: the id of each, by the name that <c>--queue</c> takes.</summary>
    static async Task<IReadOnlyDictionary<string, string>> LettersAsync(LocalPipeline pipeline, OrdersCli orders)
    {
        using var sqs = pipeline.Endpoints.NewSqsClient();
        using var dynamoDb = pipeline.Endpoints.NewDynamoDbClient();
        await sqs.SendMessageAsync(pipeline.Queues[pipeline.Settings.OrdersQueue.Name].Url, """{"item":"tea","quantity":0,"idempotency_key":"bad"}""", Given.Token);
        await dynamoDb.PutItemAsync(pipeline.TableName, new() { ["order_id"] = new("not an order") }, Given.Token);
        foreach (var consumer in pipeline.Consumers)
        {
            await sqs.SendMessageAsync(
                new SendMessageRequest(pipeline.Queues[consumer.DeadLetterQueue].Url, "{}") { MessageGroupId = "g", MessageDeduplicationId = consumer.Name }, Given.Token);
        }

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var queue in DeadLetterQueues(pipeline))
        {
            await Eventually.HoldsAsync(
                async () =>
                {
                    var groups = (await orders.JsonAsync("dlq", "list", "--queue", queue)).GetProperty("groups").EnumerateArray().ToList();
                    return groups is [var group] && (found[queue] = group.Text("example")!) is not null;
                },
                $"the letter on {queue}");
        }

        return found;
    }

    static async Task ReadAsync(OrdersCli reader, OrderId order, string letter)
    {
        await EachAsync(reader, ["status"]);
        await EachAsync(
            reader,
            ["dlq", "show", "--id", letter],
            ["order", "list", "--status", "PENDING"],
            ["order", "history", $"{order}"],
            ["events", "tail", "--since", "trim-horizon", "--limit", "1"]);
    }

    async Task ChangeAsync(LocalPipeline pipeline, OrdersCli person, OrderId order)
    {
        foreach (var (i, queue) in DeadLetterQueues(pipeline).Index())
        {
            var file = Path.Combine(_data, $"letters-{i}.ndjson");
            await EachAsync(
                person,
                ["dlq", "export", "--queue", queue, "--output", file],
                ["dlq", "discard", "--queue", queue, "--count", "1"],
                ["dlq", "import", file, "--queue", queue, "--yes"]);
        }

        await EachAsync(person, ["dlq", "redrive", "--set-json", "quantity=1", "--yes", "--wait"]);
        await EachAsync(person, [.. pipeline.Consumers.Select(static consumer => (string[])["dlq", "redrive", "--queue", $"consumer:{consumer.Name}", "--yes"])]);
        await EachAsync(
            person,
            ["order", "set-status", $"{order}", "PROCESSING", "--yes", "--wait"],
            ["order", "erase", $"{order}", "--yes"],
            ["order", "erase", "--email", "zoe@example.com", "--yes"],
            ["events", "replay", "--order", $"{order}", "--yes"],
            ["events", "replay", "--since", "1h", "--yes"],
            ["events", "replay", "--on-failure", "--yes"],
            ["events", "replay", "--quarantined", "--yes"],
            ["pause", "processor", "--yes"],
            ["resume", "processor", "--yes"]);
    }

    static IEnumerable<string> DeadLetterQueues(LocalPipeline pipeline) =>
        ["orders-dlq", "order-events-dlq", .. pipeline.Consumers.Select(static consumer => $"consumer:{consumer.Name}")];

    static async Task EachAsync(OrdersCli orders, params IReadOnlyList<string[]> commands)
    {
        foreach (var command in commands)
        {
            var run = await orders.RunAsync(command);
            Assert.True(run.Status is 0 or 1, $"{string.Join(' ', command)}: {run.Text}");
        }
    }
}
