using System.Text.Json;
using Orders.Local;
using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Pipeline;

public sealed class AwsCliTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-aws-").FullName;

    [Fact]
    public async Task The_stock_AWS_CLI_places_reads_and_follows_orders_and_finds_dead_letters()
    {
        if (await AwsCli.UnusableAsync() is { } reason)
        {
            Assert.Skip(reason);
        }

        // A pipeline of its own: here it is the CLI that empties the queues.
        await using var pipeline = await LocalPipeline.StartAsync(RunningPipeline.Options(_data), Given.Token);
        var aws = new AwsCli(pipeline.ClientEnvironment());
        var (payload, response) = (Path.Combine(_data, "payload.json"), Path.Combine(_data, "response.json"));
        await File.WriteAllTextAsync(payload, """{"body": "{\"item\": \"Laptop\", \"quantity\": 2}"}""", Given.Token);
        await aws.RunAsync("lambda", "invoke", "--function-name", "orders-ingest", "--payload", $"fileb://{payload}", response);
        var answer = Wire.Parse(await File.ReadAllTextAsync(response, Given.Token));
        Assert.Equal(200, answer.GetProperty("statusCode").GetInt32());
        var body = Wire.Parse(answer.Text("body")!);
        Assert.Equal("Order placed", body.Text("message"));

        var key = $$$"""{"order_id":{"S":"{{{body.Text("order_id")}}}"}}""";
        var row = await Eventually.GivesAsync(
            async () => (await aws.RunAsync("dynamodb", "get-item", "--table-name", pipeline.TableName, "--key", key)) is var got
                && got.TryGetProperty("Item", out var item) ? item : default(JsonElement?),
            "the order that was invoked");
        Assert.Equal("PENDING", row.GetProperty("status").Text("S"));

        var (orders, sqs) = (pipeline.Queues["orders"].Url, pipeline.Endpoints.Sqs.AbsoluteUri);
        await aws.RunAsync("sqs", "send-message", "--endpoint-url", sqs, "--queue-url", orders, "--message-body", """{"item":"Phone","quantity":1,"idempotency_key":"pos-7-1","source":"pos-7"}""");
        await aws.RunAsync("sqs", "send-message", "--endpoint-url", sqs, "--queue-url", orders, "--message-body", "junk");

        var letter = await ReceiveAsync(aws, pipeline.Endpoints.Sqs, pipeline.Queues["orders-dlq"].Url, "dead letter");
        Assert.Equal("junk", letter.Text("Body"));
        Assert.Contains("malformed_json", letter.GetProperty("MessageAttributes").GetProperty("dead_letter").Text("StringValue"), StringComparison.Ordinal);
        var placed = await ReceiveAsync(aws, pipeline.Endpoints.Sqs, pipeline.Queues["order-events-notifications.fifo"].Url, "event");
        Assert.Equal("1.0", Wire.Parse(placed.Text("Body")!).Text("specversion"));
        var sent = await aws.RunAsync(
            "dynamodb", "get-item", "--table-name", pipeline.TableName,
            "--key", $$$"""{"order_id":{"S":"{{{OrderId.FromKey("pos-7", "pos-7-1")}}}"}}""");
        Assert.Equal("Phone", sent.GetProperty("Item").GetProperty("item").Text("S"));
        await CheckLambdaAndCloudWatchAsync(aws);
    }

    static async Task CheckLambdaAndCloudWatchAsync(AwsCli aws)
    {
        var mappings = await aws.RunAsync("lambda", "list-event-source-mappings", "--function-name", "orders-processor:live");
        var mapping = Assert.Single(mappings.GetProperty("EventSourceMappings").EnumerateArray());
        Assert.Equal(("Enabled", 4), (mapping.Text("State"), mapping.GetProperty("ScalingConfig").GetProperty("MaximumConcurrency").GetInt32()));
        var function = await aws.RunAsync("lambda", "get-function-configuration", "--function-name", mapping.Text("FunctionArn")!);
        Assert.Equal("Orders", function.GetProperty("Environment").GetProperty("Variables").Text("ORDERS_TABLE"));
        Assert.DoesNotContain(function.GetProperty("Environment").GetProperty("Variables").EnumerateObject(), static variable => variable.Name.StartsWith("AWS_", StringComparison.Ordinal));

        var query = """[{"Id":"dead","MetricStat":{"Metric":{"Namespace":"Orders","MetricName":"DeadLetters","Dimensions":[{"Name":"service","Value":"orders-processor"}]},"Period":3600,"Stat":"Sum"}}]""";
        var now = DateTimeOffset.UtcNow;
        var data = await aws.RunAsync(
            "cloudwatch", "get-metric-data", "--metric-data-queries", query,
            "--start-time", $"{now.AddHours(-2):yyyy-MM-ddTHH:mm:ssZ}", "--end-time", $"{now.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}");
        var dead = Assert.Single(data.GetProperty("MetricDataResults").EnumerateArray());
        Assert.Equal(1, dead.GetProperty("Values").EnumerateArray().Sum(static value => value.GetDouble()));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    static Task<JsonElement> ReceiveAsync(AwsCli aws, Uri endpoint, string queueUrl, string what) => Eventually.GivesAsync(
        async () => (await aws.RunAsync("sqs", "receive-message", "--endpoint-url", endpoint.AbsoluteUri, "--queue-url", queueUrl, "--message-attribute-names", "All", "--wait-time-seconds", "5"))
            .TryGetProperty("Messages", out var messages) ? messages[0] : default(JsonElement?),
        what);
}
