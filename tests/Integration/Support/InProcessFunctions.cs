using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Events;
using Orders.Local.Resources;
using Orders.Observability;
using Orders.Operations.Streams;
using Orders.Settings;
using Orders.Model;

namespace Orders.Tests.Integration.Support;

/// <summary>
/// The three functions in this process, wired as they are deployed over a table and queues of their own. The test plays the
/// event source mappings, so it decides what is delivered when, and how often.
/// </summary>
sealed class InProcessFunctions : IDisposable
{
    readonly IAmazonSQS _sqs;
    readonly DynamoDbStream _stream;
    readonly Ingest.Function _ingest;
    readonly Processor.Function _processor;
    readonly Notifier.Function _notifier;

    InProcessFunctions(EmulatorFixture emulators, (string Name, string StreamArn) table, InProcessQueues queues, IAmazonDynamoDB dynamoDb)
    {
        var settings = Given.Table(table.Name);
        var log = new LineSink(Stream.Null);
        _sqs = emulators.Sqs;
        _stream = emulators.Endpoints.NewStream(table.StreamArn, TimeProvider.System);
        _ingest = Ingest.Composition.Compose(
            new Ingest.IngestSettings(settings, queues.Orders.Url), dynamoDb, _sqs, log, TimeProvider.System, Random.Shared.NextDouble, SystemRandomness.Fill);
        _processor = Processor.Composition.Compose(
            new Processor.ProcessorSettings(settings, queues.Orders.Url, queues.DeadLetters.Url, new Processor.RetryLimits(MaxReceiveCount: 5, EarlyChangeMaxAge: TimeSpan.FromHours(5))),
            dynamoDb,
            _sqs,
            log,
            TimeProvider.System,
            Random.Shared.NextDouble);
        _notifier = Notifier.Composition.Compose(
            new Notifier.NotifierSettings([new Consumer("consumer", queues.Consumer.Url, EventTypes.All, PersonalFields.None)], queues.EventsDlq.Url, "/orders", QuarantineAfter: TimeSpan.FromSeconds(60)),
            _sqs,
            log,
            TimeProvider.System,
            Random.Shared.NextDouble);
        Queues = queues;
        TableName = table.Name;
    }

    public InProcessQueues Queues { get; }

    public string TableName { get; }

    /// <param name="emulators">Where table and queues are made.</param>
    /// <param name="dynamoDb">Calls DynamoDB for Ingest and the Processor; null for the fixture's client.</param>
    /// <param name="change">What differs among the queues.</param>
    public static async Task<InProcessFunctions> CreateAsync(
        EmulatorFixture emulators, IAmazonDynamoDB? dynamoDb = null, Func<InProcessQueues, InProcessQueues>? change = null)
    {
        var queues = new InProcessQueues(
            await emulators.NewQueueAsync(),
            await emulators.NewQueueAsync(),
            await emulators.NewQueueAsync(new()
            {
                [QueueAttributeName.FifoQueue] = "true",
                [QueueAttributeName.DeduplicationScope] = "messageGroup",
                [QueueAttributeName.FifoThroughputLimit] = "perMessageGroupId",
            }),
            await emulators.NewQueueAsync());
        return new InProcessFunctions(emulators, await emulators.NewTableAsync(), change?.Invoke(queues) ?? queues, dynamoDb ?? emulators.DynamoDb);
    }

    /// <summary>Asks Ingest, as an HTTP API without authorizer does.</summary>
    public async Task<HttpAnswer> RequestAsync(string method, string path, string? body = null, string? key = null)
    {
        var headers = new JsonObject { ["content-type"] = "application/json" };
        if (key is not null)
        {
            headers["idempotency-key"] = key;
        }

        var request = new JsonObject
        {
            ["version"] = "2.0",
            ["rawPath"] = path,
            ["headers"] = headers,
            ["requestContext"] = new JsonObject { ["http"] = new JsonObject { ["method"] = method, ["path"] = path }, ["stage"] = "$default" },
            ["body"] = body,
        };
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(request.ToJsonString()));
        await using var output = await _ingest.HandleAsync(input, new TestLambdaContext());
        using var answer = await JsonDocument.ParseAsync(output, cancellationToken: Given.Token);
        var root = answer.RootElement;
        return new HttpAnswer(
            root.GetProperty("statusCode").GetInt32(),
            root.GetProperty("headers").EnumerateObject().ToDictionary(static header => header.Name, static header => header.Value.GetString()!),
            Wire.Parse(root.GetProperty("body").GetString()!));
    }

    /// <summary>Puts a message on the orders queue, as an upstream system does.</summary>
    public async Task<string> SendAsync(string body) => (await _sqs.SendMessageAsync(Queues.Orders.Url, body, Given.Token)).MessageId;

    /// <summary>What stands on the orders queue now, at most ten messages.</summary>
    public async Task<IReadOnlyList<Message>> ReceiveAsync() => await ReceiveFromAsync(Queues.Orders);

    /// <summary>The messages of a queue, at most ten.</summary>
    public async Task<IReadOnlyList<Message>> ReceiveFromAsync(QueueAddress queue)
    {
        var request = new ReceiveMessageRequest(queue.Url) { MaxNumberOfMessages = 10, MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"] };
        return (await _sqs.ReceiveMessageAsync(request, Given.Token)).Messages ?? [];
    }

    /// <summary>Gives a batch to the Processor.</summary>
    /// <returns>The ids of the messages that come again; the others are deleted, as Lambda does.</returns>
    public async Task<IReadOnlyList<string>> ProcessAsync(params IReadOnlyList<Message> messages)
    {
        var batch = new SQSEvent { Records = [.. messages.Select(message => LambdaEvents.Of(message, Queues.Orders.Arn))] };
        var response = await _processor.HandleAsync(batch, new TestLambdaContext());
        var again = response.BatchItemFailures.ConvertAll(static failure => failure.ItemIdentifier);
        foreach (var done in messages.Where(message => !again.Contains(message.MessageId)))
        {
            await _sqs.DeleteMessageAsync(Queues.Orders.Url, done.ReceiptHandle, Given.Token);
        }

        return again;
    }

    /// <summary>Processes what stands on the orders queue; all of it must be done with.</summary>
    public async Task DrainAsync()
    {
        while (await ReceiveAsync() is { Count: > 0 } messages)
        {
            Assert.Empty(await ProcessAsync(messages));
        }
    }

    /// <summary>The whole stream of the table, from its start.</summary>
    public async Task<DynamoDBEvent> StreamAsync(int count)
    {
        var records = new List<StreamRecord>();
        await Eventually.HoldsAsync(
            async () =>
            {
                records.Clear();
                foreach (var shard in await _stream.ShardsAsync(Given.Token))
                {
                    records.AddRange((await _stream.ReadAsync(await _stream.IteratorAsync(shard.Id, ShardPosition.Oldest, Given.Token), Given.Token)).Records);
                }

                return records.Count >= count;
            },
            $"{count} records in the stream");
        return LambdaEvents.Of(records);
    }

    /// <summary>The table's stream, and its one shard.</summary>
    public async Task<(string ShardId, IStreamSource Stream)> StreamSourceAsync() => ((await _stream.ShardsAsync(Given.Token)).Single().Id, _stream);

    /// <summary>Gives a batch to the Notifier.</summary>
    /// <returns>The sequence number from which Lambda would replay; null where all is done.</returns>
    public async Task<string?> NotifyAsync(DynamoDBEvent batch) =>
        (await _notifier.HandleAsync(batch, new TestLambdaContext())).BatchItemFailures.SingleOrDefault()?.ItemIdentifier;

    public void Dispose() => _stream.Dispose();
}

/// <summary>The queues of <see cref="InProcessFunctions"/>.</summary>
sealed record InProcessQueues(QueueAddress Orders, QueueAddress DeadLetters, QueueAddress Consumer, QueueAddress EventsDlq);
