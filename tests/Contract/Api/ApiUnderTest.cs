using System.Text;
using System.Text.Json.Nodes;
using Orders.Ingest;
using Orders.Model;
using Orders.Settings;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Api;

/// <summary>An answer as API Gateway gets it.</summary>
sealed record ApiAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The codes of everything in it that was refused.</summary>
    public IEnumerable<string> Codes => JsonWalk.All(JsonNode.Parse(Body), "code").Select(static code => (string)code!);
}

/// <summary>The Ingest function over services that are played, called as an HTTP API calls it.</summary>
sealed class ApiUnderTest : IDisposable
{
    readonly Function _function;

    public ApiUnderTest() => _function = Composition.Compose(
        new IngestSettings(new TableSettings("Orders", new HashSet<OrderStatus> { OrderStatus.Pending }, IndexShards: 1), "http://127.0.0.1:1/orders"),
        DynamoDb,
        Sqs,
        Invocation.NoLog,
        new StandingClock(),
        static () => 0.5,
        static bytes => bytes.Fill(7));

    public FakeDynamoDb DynamoDb { get; } = new();

    public FakeSqs Sqs { get; } = new();

    public async Task<ApiAnswer> SendAsync(ApiCall call)
    {
        var request = new JsonObject
        {
            ["version"] = "2.0",
            ["rawPath"] = call.Path,
            ["headers"] = ToObject(call.Headers),
            ["queryStringParameters"] = ToObject(call.Query),
            ["requestContext"] = new JsonObject
            {
                ["http"] = new JsonObject { ["method"] = call.Method, ["path"] = call.Path },
                ["stage"] = "$default",
                ["authorizer"] = call.IsNamed ? null : new JsonObject { ["jwt"] = new JsonObject { ["claims"] = new JsonObject() } },
            },
            ["body"] = call.Body is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(call.Body)),
            ["isBase64Encoded"] = call.Body is not null,
        };
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(request.ToJsonString()));
        using var output = await _function.HandleAsync(input, new Invocation());
        var answer = (await JsonNode.ParseAsync(output, cancellationToken: TestContext.Current.CancellationToken))!;
        return new ApiAnswer(
            (int)answer["statusCode"]!,
            answer["headers"]!.AsObject().ToDictionary(static header => header.Key, static header => (string)header.Value!),
            (string)answer["body"]!);
    }

    public void Dispose()
    {
        DynamoDb.Dispose();
        Sqs.Dispose();
    }

    static JsonObject ToObject(IReadOnlyDictionary<string, string> values) =>
        new(values.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));
}

/// <summary>A request to the API.</summary>
sealed record ApiCall(string Method, string Path, string? Body = null)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the API's authorizer names the caller; the API has none, then.</summary>
    public bool IsNamed { get; init; } = true;
}
