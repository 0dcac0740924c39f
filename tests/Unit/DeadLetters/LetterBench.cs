using Amazon.SQS.Model;
using Microsoft.Extensions.Time.Testing;
using Orders.Cli.DeadLetters;
using Orders.Queues;
using Orders.Resilience;
using Orders.Tests.Unit.Support;
using Orders.Validation;

namespace Orders.Tests.Unit.DeadLetters;

/// <summary>A dead-letter queue in memory with what an operator's commands work with.</summary>
internal sealed class LetterBench
{
    public LetterBench(FakeTimeProvider? time = null)
    {
        Time = time ?? new FakeTimeProvider(Given.Now);
        Sqs = new FakeQueues(Time);
        Pipelines = new AwsPipelines(TimeProvider.System, static () => 0.5);
        Queue = new LetterQueue(Sqs, Pipelines.Sqs, Given.DeadLetterQueue);
    }

    public FakeTimeProvider Time { get; }
    public FakeQueues Sqs { get; }
    public AwsPipelines Pipelines { get; }
    public LetterQueue Queue { get; }

    public LetterHold NewHold() => new(Queue, TimeSpan.FromSeconds(60), Time);

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
        var at = Time.GetUtcNow() - age;
        var letter = DeadLetter.Of(message, new FieldError(field, code, "must keep its rule"), at, "request");
        return Sqs.Put(Given.DeadLetterQueue, letter.Body, new(letter.Attributes), groupId, at);
    }

    /// <summary>Looks once, and gives back.</summary>
    public async Task<Selection> SelectAsync(LetterFilter filter)
    {
        await using var hold = NewHold();
        return await Selection.TakeAsync(hold, filter, Time.GetUtcNow(), static _ => { }, Given.Token);
    }

    public static MessageAttributeValue Text(string value, string type = "String") => new() { DataType = type, StringValue = value };
}
