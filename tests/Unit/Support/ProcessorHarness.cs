using System.Text.Json;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS.Model;
using Microsoft.Extensions.Logging;
using Orders.Model;
using Orders.Processor;
using Orders.Settings;

namespace Orders.Tests.Unit.Support;

/// <summary>The Processor over a queue and a table in memory.</summary>
internal sealed class ProcessorHarness
{
    private readonly Function _function;

    public ProcessorHarness(TableSettings? table = null, Func<double>? random = null, string? expiryRoleId = null, LogLevel minLogLevel = LogLevel.Information, params SourceQueue[] senders)
    {
        Time = new InstantTime(Given.Now);
        Context = new FakeLambdaContext(Time);
        _function = Composition.Compose(
            new ProcessorSettings(table ?? Given.Table, Given.OrdersQueue, Given.DeadLetterQueue, new RetryLimits(MaxReceiveCount: 5, EarlyChangeMaxAge: TimeSpan.FromHours(5))) { ExpiryRoleId = expiryRoleId, MinLogLevel = minLogLevel, Senders = senders },
            DynamoDb,
            Sqs,
            Lines.Sink,
            Time,
            random ?? (static () => 0.5));
    }

    public InstantTime Time { get; }
    public FakeLambdaContext Context { get; }
    public FakeSqs Sqs { get; } = new();
    public FakeDynamoDb DynamoDb { get; } = new();
    public Lines Lines { get; } = new();

    public IReadOnlyList<SendMessageBatchRequestEntry> DeadLetters => Sqs.Messages(Given.DeadLetterQueue);

    /// <summary>The last visibility timeout of each receipt handle, in seconds.</summary>
    public IReadOnlyDictionary<string, int> Hidden => Sqs.VisibilityChanges
        .SelectMany(static request => request.Entries)
        .GroupBy(static entry => entry.ReceiptHandle)
        .ToDictionary(static group => group.Key, static group => group.Last().VisibilityTimeout ?? -1);

    /// <summary>Handles a batch and gives the ids of the messages that come again.</summary>
    public Task<IReadOnlyList<string>> HandleAsync(params SQSEvent.SQSMessage[] messages) => HandleAsync(new SQSEvent { Records = [.. messages] });

    /// <summary>Handles an event and gives the ids of the messages that come again.</summary>
    public async Task<IReadOnlyList<string>> HandleAsync(SQSEvent batch)
    {
        var response = await _function.HandleAsync(batch, Context);
        return [.. response.BatchItemFailures.Select(static failure => failure.ItemIdentifier)];
    }

    public static SQSEvent.SQSMessage Message(string id, string body, int receiveCount = 1, string? group = null, TimeSpan age = default, string queue = "orders") => new()
    {
        MessageId = id,
        ReceiptHandle = $"handle-{id}",
        Body = body,
        EventSource = "aws:sqs",
        EventSourceArn = $"arn:aws:sqs:eu-west-1:000000000000:{queue}",
        Attributes = new Dictionary<string, string>
        {
            ["ApproximateReceiveCount"] = receiveCount.ToString(),
            ["SentTimestamp"] = (Given.Now - age).ToUnixTimeMilliseconds().ToString(),
            ["MessageGroupId"] = group!,
        }.Where(static pair => pair.Value is not null).ToDictionary(),
        MessageAttributes = [],
    };

    public static string Place(string key, string item = "kettle", int quantity = 2) =>
        $$"""{"idempotency_key":"{{key}}","item":"{{item}}","quantity":{{quantity}}}""";

    public static string Change(OrderId id, OrderStatus status, int? version = null) =>
        $$"""{"type":"order.change_status","order_id":"{{id}}","status":"{{status.ToWire()}}"{{(version is null ? "" : $",\"expected_version\":{version}")}}}""";

    public static JsonElement Reason(SendMessageBatchRequestEntry letter) => Wire.Parse(letter.MessageAttributes["dead_letter"].StringValue);

    public static (string? Field, string? Code) FieldAndCode(SendMessageBatchRequestEntry letter) =>
        (Reason(letter).Text("field"), Reason(letter).Text("code"));
}
