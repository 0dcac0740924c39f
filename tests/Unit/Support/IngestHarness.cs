using System.Text;
using System.Text.Json;
using Amazon.SQS.Model;
using Microsoft.Extensions.Logging;
using Orders.Ingest;
using Orders.Settings;

namespace Orders.Tests.Unit.Support;

/// <summary>An answer as its caller sees it.</summary>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Text, JsonElement Event)
{
    public JsonElement Body => Wire.Parse(Text);

    public string? OrderId => Body.Text("order_id");

    /// <summary>Field and code of each detail.</summary>
    public IReadOnlyList<(string? Field, string? Code)> Details => Body.TryGetProperty("details", out var details)
        ? [.. details.EnumerateArray().Select(static detail => (detail.Text("field"), detail.Text("code")))]
        : [];
}

/// <summary>Ingest over a queue and a table in memory.</summary>
internal sealed class IngestHarness
{
    private readonly Function _function;

    public IngestHarness(TableSettings? table = null, LogLevel minLogLevel = LogLevel.Information)
    {
        Time = new InstantTime(Given.Now);
        Context = new FakeLambdaContext(Time);
        var random = new Random(1);
        _function = Composition.Compose(
            new IngestSettings(table ?? Given.Table, Given.OrdersQueue) { MinLogLevel = minLogLevel }, DynamoDb, Sqs, Lines.Sink, Time, static () => 0.5, random.NextBytes);
    }

    public InstantTime Time { get; }
    public FakeLambdaContext Context { get; }
    public FakeSqs Sqs { get; } = new();
    public FakeDynamoDb DynamoDb { get; } = new();
    public Lines Lines { get; } = new();

    public IReadOnlyList<SendMessageBatchRequestEntry> Queued => Sqs.Messages(Given.OrdersQueue);

    public Task<Answer> PostAsync(string body, string? key = null) =>
        SendAsync(new HttpEvent("POST", "/orders", body) { Headers = key is null ? [] : new() { ["idempotency-key"] = key } });

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] query) =>
        SendAsync(new HttpEvent("GET", path) { Query = query.ToDictionary(static pair => pair.Name, static pair => pair.Value) });

    public Task<Answer> SendAsync(HttpEvent request) => InvokeAsync(request.ToHttpApi());

    /// <summary>Invokes the function with an event as it is.</summary>
    public Task<Answer> InvokeAsync(string json) => InvokeAsync(Encoding.UTF8.GetBytes(json));

    public async Task<Answer> InvokeAsync(byte[] utf8)
    {
        using var input = new MemoryStream(utf8);
        await using var output = await _function.HandleAsync(input, Context);
        using var document = await JsonDocument.ParseAsync(output, cancellationToken: Given.Token);
        var root = document.RootElement.Clone();
        var headers = root.GetProperty("headers").EnumerateObject().ToDictionary(static header => header.Name, static header => header.Value.GetString()!);
        return new Answer(root.GetProperty("statusCode").GetInt32(), headers, root.GetProperty("body").GetString()!, root);
    }
}
