using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Orders.Local;
using Orders.Operations.Settings;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Local;

public sealed class LocalPipelineTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-pipeline-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_a_message_and_a_change_of_an_item_each_reach_their_function()
    {
        await using var pipeline = await LocalPipeline.StartAsync(Options(), Cancellation);
        using var sqs = pipeline.Endpoints.NewSqsClient();
        using var dynamoDb = pipeline.Endpoints.NewDynamoDbClient();

        using var http = new HttpClient { BaseAddress = pipeline.Api };
        using var content = new StringContent("""{"item":"chair"}""", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/orders", content, Cancellation);
        await sqs.SendMessageAsync(pipeline.Queues[pipeline.Settings.OrdersQueue.Name].Url, "hello", Cancellation);
        await dynamoDb.PutItemAsync(pipeline.TableName, new() { ["order_id"] = new AttributeValue("1") }, Cancellation);

        Assert.Equal("POST /orders", response.Headers.GetValues("X-Route").Single());
        await Eventually.HoldsAsync(() => pipeline.OrdersMapping.Counters.Succeeded == 1, "the message is done");
        await Eventually.HoldsAsync(() => pipeline.StreamMapping.Counters.Succeeded == 1, "the stream's record is done");
        Assert.False(pipeline.FatalError.IsCompleted);
    }

    [Fact]
    public async Task A_page_of_a_web_site_reaches_no_server_of_a_pipeline()
    {
        await using var pipeline = await LocalPipeline.StartAsync(Options(), Cancellation);
        using var http = new HttpClient();
        var servers = pipeline.ClientEnvironment().Where(static variable => variable.Key.StartsWith("AWS_ENDPOINT_URL", StringComparison.Ordinal))
            .Select(static variable => new Uri(variable.Value)).Append(pipeline.Api).Distinct().ToList();

        Assert.Equal(5, servers.Count);
        foreach (var server in servers)
        {
            Assert.InRange(await StatusAsync(server, static headers => headers.Add("Origin", "https://evil.example")), 403, 403);
            Assert.InRange(await StatusAsync(server, static headers => headers.Add("Sec-Fetch-Site", "cross-site")), 403, 403);
            Assert.InRange(await StatusAsync(server, static headers => headers.Host = "evil.example"), 403, 421);
        }

        async Task<int> StatusAsync(Uri server, Action<HttpRequestHeaders> forge)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, server)
            {
                Content = new StringContent("""{"TableName":"Orders"}""", Encoding.UTF8, "application/x-amz-json-1.0"),
                Headers = { { "X-Amz-Target", "DynamoDB_20120810.Scan" } },
            };
            forge(request.Headers);
            using var response = await http.SendAsync(request, Cancellation);
            Assert.DoesNotContain(response.Headers, static header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Functions_get_variables_that_the_user_gives_before_those_of_the_deployment()
    {
        await using var pipeline = await LocalPipeline.StartAsync(
            Options() with { IngestCommand = ScriptFunction.Command("environment"), FunctionVariables = new Dictionary<string, string> { ["ORDERS_TABLE"] = "mine", ["GREETING"] = "a=b" } },
            Cancellation);

        var environment = await InvokeIngestAsync(pipeline);

        Assert.Equal(("mine", "a=b"), (environment.Text("ORDERS_TABLE"), environment.Text("GREETING")));
    }

    [Fact]
    public async Task A_function_that_is_debugged_has_an_hour_for_an_invocation()
    {
        await using var pipeline = await LocalPipeline.StartAsync(Options() with { IngestCommand = ScriptFunction.Command("headers"), IsDebugged = true }, Cancellation);

        var deadline = long.Parse((await InvokeIngestAsync(pipeline)).Text("lambda-runtime-deadline-ms")!, CultureInfo.InvariantCulture);

        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(deadline) - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(61));
    }

    static async Task<JsonElement> InvokeIngestAsync(LocalPipeline pipeline)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(pipeline.LambdaEndpoint, $"/2015-03-31/functions/{pipeline.Settings.Ingest.Name}/invocations"), content: null, Cancellation);
        return Wire.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
    }

    LocalPipelineOptions Options() => new()
    {
        Settings = PipelineSettings.Load(Repository.Settings),
        EmulatorsFolder = Repository.Emulators,
        DataFolder = _data,
        IngestCommand = ScriptFunction.Command("http"),
        ProcessorCommand = ScriptFunction.Command("batch"),
        NotifierCommand = ScriptFunction.Command("batch"),
    };

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
