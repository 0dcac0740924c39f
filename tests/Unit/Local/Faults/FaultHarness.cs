using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Orders.Aws;
using Orders.Local.Faults;
using Orders.Local.Proxies;
using Orders.Operations.Http;
using Orders.Settings;

namespace Orders.Tests.Unit.Local.Faults;

/// <summary>Clients of the SDK, as the functions have them, before a service that does all it is asked and keeps what that was.</summary>
sealed class FaultHarness : IAsyncDisposable
{
    public const string Caller = "orders-processor";

    readonly LoopbackServer _service;
    readonly ServiceProxy _proxy;

    FaultHarness(LoopbackServer service, ServiceProxy proxy, ConcurrentQueue<JsonObject> came)
    {
        (_service, _proxy, Came) = (service, proxy, came);
        Sqs = NewSqs(Caller);
        DynamoDb = AwsClients.DynamoDb(new BasicAWSCredentials(Caller, "secret"), new AmazonDynamoDBConfig
        {
            ServiceURL = proxy.Endpoint.AbsoluteUri,
            AuthenticationRegion = "ap-south-1",
        });
    }

    public AmazonSQSClient Sqs { get; }

    public AmazonDynamoDBClient DynamoDb { get; }

    /// <summary>The requests that reached the service.</summary>
    public ConcurrentQueue<JsonObject> Came { get; }

    /// <summary>Waits until so many requests have reached the service.</summary>
    public async Task ReachedAsync(int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (Came.Count < count)
        {
            await Task.Delay(5, deadline.Token);
        }
    }

    public AmazonSQSClient NewSqs(string caller) => AwsClients.Sqs(new BasicAWSCredentials(caller, "secret"), new AmazonSQSConfig
    {
        ServiceURL = _proxy.Endpoint.AbsoluteUri,
        AuthenticationRegion = "ap-south-1",
    });

    public static Task<FaultHarness> StartAsync(FaultKind kind, int seed) => StartAsync(
        new FaultInjector((_, _, _) => (kind, new Random(seed)), new HashSet<string> { Caller }, TimeProvider.System));

    public static async Task<FaultHarness> StartAsync(FaultInjector injector)
    {
        var came = new ConcurrentQueue<JsonObject>();
        var service = await LoopbackServer.StartAsync([0], 1 << 20, async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var request = JsonNode.Parse(await reader.ReadToEndAsync(context.RequestAborted))!.AsObject();
            came.Enqueue(request);
            context.Response.ContentType = "application/x-amz-json-1.0";
            var answer = Answer(context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1], request).ToJsonString();
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer), context.RequestAborted);
        },
        // The proxy before it passes its own Host on.
        guard: static _ => null);
        return new FaultHarness(service, await ServiceProxy.StartAsync(service.Uri, [injector.InvokeAsync]), came);
    }

    static JsonObject Answer(string operation, JsonObject request) => operation switch
    {
        "SendMessageBatch" => new JsonObject
        {
            ["Successful"] = Each(request["Entries"], static entry => new JsonObject
            {
                ["Id"] = entry["Id"]!.DeepClone(),
                ["MessageId"] = $"message-{entry["Id"]}",
                // The SDK checks it.
                ["MD5OfMessageBody"] = Md5(entry["MessageBody"]!.GetValue<string>()),
            }),
        },
        "ChangeMessageVisibilityBatch" => new JsonObject { ["Successful"] = Each(request["Entries"], static entry => new JsonObject { ["Id"] = entry["Id"]!.DeepClone() }) },
        "BatchExecuteStatement" => new JsonObject { ["Responses"] = Each(request["Statements"], static _ => new JsonObject { ["TableName"] = "Orders" }) },
        "BatchGetItem" => new JsonObject
        {
            ["Responses"] = new JsonObject { ["Orders"] = Each(request["RequestItems"]!["Orders"]!["Keys"], static key => key.DeepClone()) },
            ["UnprocessedKeys"] = new JsonObject(),
        },
        _ => [],
    };

    static JsonArray Each(JsonNode? entries, Func<JsonNode, JsonNode> make) => new([.. entries!.AsArray().Select(entry => make(entry!))]);

#pragma warning disable CA5351 // The service's own checksum, not a defence.
    static string Md5(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351

    public async ValueTask DisposeAsync()
    {
        Sqs.Dispose();
        DynamoDb.Dispose();
        await _proxy.DisposeAsync();
        await _service.DisposeAsync();
    }
}
