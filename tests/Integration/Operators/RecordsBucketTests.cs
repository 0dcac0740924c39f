using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Orders.Local;
using Orders.Local.Proxies;
using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.Settings;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary>Records that Lambda gives up are in a bucket, and a replay sends their events without the stream.</summary>
public sealed class RecordsBucketTests : IDisposable
{
    const string Bucket = $"failed-records-000000000000-{Region}";
    const string Region = "ap-south-1";

    readonly string _data = Directory.CreateTempSubdirectory("orders-records-").FullName;
    readonly CallLog _calls = new();

    string Settings => Path.Combine(_data, "settings.json");

    [Fact]
    public async Task A_batch_that_the_Notifier_cannot_handle_is_kept_whole_and_replayed_without_the_stream()
    {
        await using var pipeline = await StartAsync();
        using var sqs = pipeline.Endpoints.NewSqsClient();
        using var s3 = pipeline.Endpoints.NewS3Client();
        var orders = As("operator", pipeline);
        var (tea, pot) = (OrderId.FromKey("pos-7", "tea"), OrderId.FromKey("pos-7", "pot"));
        foreach (var body in (string[])
        [
            """{"item":"tea","quantity":2,"idempotency_key":"tea","source":"pos-7"}""",
            """{"item":"pot","quantity":1,"idempotency_key":"pot","source":"pos-7"}""",
            $$"""{"type":"order.change_status","order_id":"{{tea}}","status":"PROCESSING"}""",
        ])
        {
            await sqs.SendMessageAsync(pipeline.Queues["orders"].Url, body, Given.Token);
        }

        await Eventually.HoldsAsync(() => pipeline.StreamMapping.Counters.Discarded == 3, "Lambda gives up all three records", withinSeconds: 60);
        var objects = (await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Given.Token)).S3Objects.Select(static one => one.Key).ToList();
        Assert.All(objects, static key => Assert.Matches("^aws/lambda/[0-9a-f-]{36}/[^/]+/20[0-9]{2}/[0-9]{2}/[0-9]{2}/20[0-9T.-]{17}-[0-9a-f-]{36}$", key));

        // The operator hears of it as of every dead letter.
        var status = (await orders.RunAsync("status", "--settings", Settings, "--json")).Json;
        Assert.Contains(status.GetProperty("alarms").EnumerateArray(), static alarm => alarm.Text("name") == "order-events-dlq-not-empty");
        Assert.All(await FindingsAsync(As("doctor", pipeline), "stream mapping"), static finding => Assert.NotEqual("broken", finding.Text("verdict")));

        // An object that is not Lambda's is named, and stays.
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "readme.txt", ContentBody = "hello", UseChunkEncoding = false }, Given.Token);
        var dry = await orders.RunAsync("events", "replay", "--on-failure", "--settings", Settings, "--json");
        Assert.Equal((1, 3, 0), (dry.Status, dry.Json.GetProperty("events").GetInt32(), dry.Json.GetProperty("sent").GetInt32()));
        Assert.Equal((objects.Count, 0), (dry.Json.GetProperty("objects_done").GetInt32(), dry.Json.GetProperty("objects_deleted").GetInt32()));
        Assert.Equal($"object readme.txt of {Bucket} is not one of Lambda's", Assert.Single(dry.Json.GetProperty("problems").EnumerateArray()).GetString());
        Assert.Equal(objects.Count + 1, await CountAsync(s3));

        // Not while another consumer may need them.
        var one = (await orders.RunAsync("events", "replay", "--on-failure", "--consumer", "notifications", "--yes", "--settings", Settings, "--json")).Json;
        Assert.Equal((3, objects.Count, 0), (one.GetProperty("events").GetInt32(), one.GetProperty("objects_done").GetInt32(), one.GetProperty("objects_deleted").GetInt32()));

        var sent = (await orders.RunAsync("events", "replay", "--on-failure", "--yes", "--settings", Settings, "--json")).Json;
        Assert.Equal((3, objects.Count, objects.Count), (sent.GetProperty("events").GetInt32(), sent.GetProperty("objects_done").GetInt32(), sent.GetProperty("objects_deleted").GetInt32()));
        Assert.Equal((objects.Count, objects.Count), (sent.GetProperty("letters_done").GetInt32(), sent.GetProperty("letters_deleted").GetInt32()));
        await using var consumer = new Mailbox(sqs, pipeline.Queues["order-events-fulfilment.fifo"].Url);
        var events = (await consumer.WaitAsync(static _ => true, "events", 3)).Select(static message => Wire.Text(Wire.Parse(message.Body), "id")!).ToLookup(static id => id.Split(':')[0]);
        Assert.Equal(($"{tea}:1 {tea}:2", $"{pot}:1"), (string.Join(' ', events[$"{tea}"]), string.Join(' ', events[$"{pot}"])));

        Assert.Equal(1, await CountAsync(s3));
        await s3.DeleteObjectAsync(Bucket, "readme.txt", Given.Token);
        var over = await orders.RunAsync("events", "replay", "--on-failure", "--settings", Settings, "--json");
        Assert.Equal((1, 0, 0), (over.Status, over.Json.GetProperty("events").GetInt32(), over.Json.GetProperty("problems").GetArrayLength()));
        Assert.DoesNotContain(_calls.Distinct, static call => call.Caller == "operator" && call.Operation is "GetRecords" or "GetShardIterator" && call.Caller == "operator");

        var audit = (await File.ReadAllLinesAsync(Path.Combine(_data, "audit.ndjson"), Given.Token)).Select(Wire.Parse).ToList();
        Assert.Equal(objects.Order(StringComparer.Ordinal), audit.Where(static line => line.Text("queue") == Bucket).Select(static line => line.Text("message_id")!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_bucket_is_one_of_the_places_where_an_erased_customers_data_may_remain()
    {
        await using var pipeline = await StartAsync();
        var report = (await As("operator", pipeline).RunAsync("order", "erase", $"{OrderId.FromKey("pos-7", "none")}", "--settings", Settings, "--json")).Json;

        Assert.Contains(report.GetProperty("remaining").EnumerateArray(), static copy => copy.Text("place") == $"bucket {Bucket}");
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    async Task<LocalPipeline> StartAsync()
    {
        await File.WriteAllTextAsync(
            Settings,
            $$"""
            { "extends": "{{Repository.Settings}}", "order_events_dlq": { "records_bucket": "failed-records" }, "notifier": { "maximum_retry_attempts": 0 } }
            """,
            Given.Token);
        return await LocalPipeline.StartAsync(
            RunningPipeline.Options(_data) with
            {
                Settings = PipelineSettings.Load(Settings),
                Region = Region,
                // It ends at once: no invocation succeeds.
                NotifierCommand = ["false"],
                CallMiddleware = [new CallObserver(_calls.Add).InvokeAsync],
            },
            Given.Token);
    }

    OrdersCli As(string caller, LocalPipeline pipeline) => new(new Dictionary<string, string>(pipeline.ClientEnvironment(caller))
    {
        [AuditLog.Variable] = Path.Combine(_data, "audit.ndjson"),
    });

    async Task<List<JsonElement>> FindingsAsync(OrdersCli orders, string check) =>
        [.. (await orders.RunAsync("doctor", "--settings", Settings, "--json")).Json.GetProperty("findings").EnumerateArray().Where(finding => finding.Text("check") == check)];

    static async Task<int> CountAsync(AmazonS3Client s3) =>
        (await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Given.Token)).S3Objects?.Count ?? 0;
}
