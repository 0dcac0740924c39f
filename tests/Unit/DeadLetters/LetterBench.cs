using System.Text.Json;
using Amazon.SQS.Model;
using Microsoft.Extensions.Time.Testing;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Orders;
using Orders.Queues;
using Orders.Resilience;
using Orders.Tests.Unit.Support;
using Orders.Validation;

namespace Orders.Tests.Unit.DeadLetters;

/// <summary>A dead-letter queue in memory with what an operator's commands work with.</summary>
internal sealed class LetterBench
{
    public const string FifoQueue = "https://sqs.test/000000000000/events.fifo";
    public const string FifoDeadLetters = "https://sqs.test/000000000000/events-dlq.fifo";

    public static readonly QueueRole Orders = new("orders-dlq", "orders", IsOrders: true);
    public static readonly QueueRole Consumer = new("events-dlq.fifo", "events.fifo", IsOrders: false);

    public LetterBench(TimeProvider? time = null)
    {
        Clock = time ?? new FakeTimeProvider(Given.Now);
        Sqs = new FakeQueues(Clock);
        Pipelines = new AwsPipelines(TimeProvider.System, static () => 0.5);
        Queue = new LetterQueue(Sqs, Pipelines.Sqs, Given.DeadLetterQueue);
    }

    /// <summary>Where the audit log is.</summary>
    public string AuditFile { get; } = Path.Combine(Path.GetTempPath(), $"orders-audit-{Guid.NewGuid():N}", "audit.ndjson");

    public FakeDynamoDb Table { get; } = new();
    public TimeProvider Clock { get; }
    public FakeTimeProvider Time => (FakeTimeProvider)Clock;
    public FakeQueues Sqs { get; }
    public AwsPipelines Pipelines { get; }
    public LetterQueue Queue { get; }

    public LetterHold NewHold() => new(Queue, TimeSpan.FromSeconds(60), Clock);

    /// <summary>Puts a dead letter there as the Processor does.</summary>
    public string Put(
        string body = """{"item":"kettle","quantity":"2","idempotency_key":"k"}""",
        string code = ErrorCodes.Type,
        string field = "quantity",
        Dictionary<string, MessageAttributeValue>? attributes = null,
        string? groupId = null,
        TimeSpan age = default)
    {
        var message = new IncomingMessage { MessageId = "original", ReceiptHandle = "r", Body = body, GroupId = groupId, Attributes = attributes ?? [] };
        var at = Clock.GetUtcNow() - age;
        var letter = DeadLetter.Of(message, new FieldError(field, code, "must keep its rule"), at, "request");
        return Sqs.Put(Given.DeadLetterQueue, letter.Body, new(letter.Attributes), groupId, at);
    }

    public RedriveOptions NewOptions() => new() { By = "ann@host", At = Clock.GetUtcNow() };

    /// <summary>Sends what the filter means back, as the command does.</summary>
    public async Task<RedriveReport> RedriveAsync(
        RedriveOptions? options = null,
        LetterFilter? filter = null,
        TimeSpan? followFor = null,
        QueueRole? role = null,
        Action<RedriveProgress>? progress = null,
        double readUnits = OrderRows.DefaultReadUnits,
        CancellationToken? cancellationToken = null,
        int? window = null)
    {
        options ??= NewOptions();
        role ??= Orders;
        var url = role.IsFifo ? FifoDeadLetters : Given.DeadLetterQueue;
        await using var hold = new LetterHold(new LetterQueue(Sqs, Pipelines.Sqs, url), TimeSpan.FromSeconds(60), Clock);
        Task<Selection> TakeAsync(CancellationToken token) => Selection.TakeAsync(hold, (filter ?? new()) with { Limit = window }, options.At, static _ => { }, token);
        var redrive = new Redrive(
            RedrivePlan.Of((await TakeAsync(Given.Token)).Letters, role, options),
            hold,
            new RedriveTarget(new QueueSender(Sqs, Pipelines.Sqs), role.IsFifo ? FifoQueue : Given.OrdersQueue),
            await AuditLog.OpenAsync(new AuditFile(AuditFile)),
            Clock,
            new Follow(new LetterQueue(Sqs, Pipelines.Sqs, url), role.IsOrders ? new OrderRows(Table, Pipelines.DynamoDb, Given.TableName, readUnits, Clock) : null, Clock))
        {
            More = role.IsFifo || window is not null ? TakeAsync : null,
        };
        return await redrive.RunAsync(progress ?? (static _ => { }), followFor, cancellationToken ?? Given.Token);
    }

    /// <summary>The whole lines of the audit log, also while it is written: without a lock, for which the log would wait by a clock that stands still.</summary>
    public IReadOnlyList<JsonElement> Audit()
    {
        if (!File.Exists(AuditFile))
        {
            return [];
        }

        using var file = new StreamReader(new FileStream(AuditFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. file.ReadToEnd().Split('\n')[..^1].Where(static line => line.Length > 0).Select(static line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>Removes the audit log; for tests that change something.</summary>
    public void Clean()
    {
        if (Path.GetDirectoryName(AuditFile) is { } folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Looks once, and gives back.</summary>
    public async Task<Selection> SelectAsync(LetterFilter filter)
    {
        await using var hold = NewHold();
        return await Selection.TakeAsync(hold, filter, Clock.GetUtcNow(), static _ => { }, Given.Token);
    }

    /// <summary>The attributes of a message that was sent back before.</summary>
    public static Dictionary<string, MessageAttributeValue> Marked(int count, string by, DateTimeOffset at)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>();
        new RedriveMark(count, by, at).AddTo(attributes);
        return attributes;
    }

    public static MessageAttributeValue Text(string value, string type = "String") => new() { DataType = type, StringValue = value };
}
