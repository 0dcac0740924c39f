using System.Text.Json;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.SQS.Model;
using Microsoft.Extensions.Logging;
using Orders.Events;
using Orders.Model;
using Orders.Notifier;

namespace Orders.Tests.Unit.Support;

/// <summary>The Notifier over queues in memory.</summary>
internal sealed class NotifierHarness
{
    public const string QuarantineQueue = "https://sqs.test/000000000000/order-events-dlq";

    private readonly Function _function;

    public NotifierHarness(params Consumer[] consumers) : this(LogLevel.Information, consumers)
    {
    }

    public NotifierHarness(LogLevel minLogLevel, params Consumer[] consumers)
    {
        Time = new InstantTime(Given.Now);
        Context = new FakeLambdaContext(Time);
        _function = Composition.Compose(
            new NotifierSettings(consumers.Length > 0 ? consumers : [Consumer("warehouse")], QuarantineQueue, "/orders", QuarantineAfter: TimeSpan.FromSeconds(60)) { MinLogLevel = minLogLevel }, Sqs, Lines.Sink, Time, static () => 0.5);
    }

    public InstantTime Time { get; }
    public FakeLambdaContext Context { get; }
    public FakeSqs Sqs { get; } = new();
    public Lines Lines { get; } = new();

    public IReadOnlyList<SendMessageBatchRequestEntry> Quarantined => Sqs.Messages(QuarantineQueue);

    public static Consumer Consumer(string name, IReadOnlySet<string>? personalFields = null, params string[] types) =>
        new(name, QueueOf(name), types.Length > 0 ? types.ToHashSet() : EventTypes.All, personalFields ?? PersonalFields.None);

    public static string QueueOf(string consumer) => $"https://sqs.test/000000000000/{consumer}.fifo";

    public IReadOnlyList<JsonElement> Events(string consumer = "warehouse") =>
        [.. Sqs.Messages(QueueOf(consumer)).Select(static entry => Wire.Parse(entry.MessageBody))];

    /// <summary>Handles a batch and gives the sequence number at which Lambda replays; null where all is done.</summary>
    public Task<string?> HandleAsync(params DynamoDBEvent.DynamodbStreamRecord[] records) => HandleAsync(new DynamoDBEvent { Records = [.. records] });

    /// <summary>Handles an event and gives the sequence number at which Lambda replays; null where all is done.</summary>
    public async Task<string?> HandleAsync(DynamoDBEvent batch)
    {
        var response = await _function.HandleAsync(batch, Context);
        return response.BatchItemFailures.SingleOrDefault()?.ItemIdentifier;
    }
}
