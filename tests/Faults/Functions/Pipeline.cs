using System.Text;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.SQSEvents;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS.Model;
using Orders.Events;
using Orders.Model;
using Orders.Notifier;
using Orders.Observability;
using Orders.Operations.DeadLetters;
using Orders.Operations.Events;
using Orders.Operations.Orders.Erasing;
using Orders.Processor;
using Orders.Queues;
using Orders.Resilience;
using Orders.Settings;
using Orders.Storage;
using Orders.Tests.Faults.Services;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Functions;

/// <summary>The real functions over services in memory, wired as they are deployed.</summary>
internal sealed class Pipeline
{
    public static readonly IReadOnlyList<string> ConsumerNames = ["everything", "changes"];

    public static readonly TimeSpan QuarantineAfter = TimeSpan.FromSeconds(60);

    /// <summary>Less than a function thinks that a queue takes, so that SQS is the one that refuses.</summary>
    public const int EventsDeadLetterBytes = 4096;

    public static readonly RetryLimits Limits = new(MaxReceiveCount: 50, EarlyChangeMaxAge: TimeSpan.FromHours(5));

    private static readonly TableSettings TableSettings = new("Orders", new HashSet<OrderStatus> { OrderStatus.Pending }, IndexShards: 2);
    private static readonly TimeSpan VisibilityTimeout = TimeSpan.FromSeconds(180);

    private readonly Universe _universe;
    private readonly Plant _plant;
    private readonly SdkClients _clients;
    private readonly Dictionary<string, Queue> _queues = [];
    private readonly LambdaFunction<string, string> _ingest;
    private int _operators;

    public Pipeline(Universe universe, Plant plant, SdkClients clients)
    {
        (_universe, _plant, _clients) = (universe, plant, clients);
        Table = new Table(universe);
        DeadLetters = Add(new Queue(universe, "orders-dlq", VisibilityTimeout));
        OrdersQueue = Add(new Queue(universe, "orders", VisibilityTimeout, DeadLetters, Limits.MaxReceiveCount));
        EventsDeadLetters = Add(new Queue(universe, "order-events-dlq", VisibilityTimeout, mostBytes: EventsDeadLetterBytes));
        Consumers =
        [
            new Consumer(ConsumerNames[0], Add(new Queue(universe, "everything.fifo", VisibilityTimeout)).Url, EventTypes.All, PersonalFields.None),
            new Consumer(ConsumerNames[1], Add(new Queue(universe, "changes.fifo", VisibilityTimeout)).Url, new HashSet<string> { EventTypes.StatusChanged }, PersonalFields.All),
        ];

        _ingest = new(universe, "ingest", TimeSpan.FromSeconds(10), Ingest);
        OrdersMapping = new OrdersMapping(universe, OrdersQueue, new(universe, "processor", TimeSpan.FromSeconds(30), Processor));
        StreamMapping = new StreamMapping(universe, Table, new(universe, "notifier", TimeSpan.FromSeconds(30), Notifier));
    }

    public Table Table { get; }

    public Queue OrdersQueue { get; }

    public Queue DeadLetters { get; }

    public Queue EventsDeadLetters { get; }

    public IReadOnlyList<Consumer> Consumers { get; }

    public OrdersMapping OrdersMapping { get; }

    public StreamMapping StreamMapping { get; }

    public Queue QueueOf(Consumer consumer) => _queues[consumer.QueueUrl];

    /// <summary>Repairs the consumers' queues.</summary>
    public void RepairConsumers()
    {
        foreach (var consumer in Consumers)
        {
            QueueOf(consumer).Refusal = null;
        }
    }

    /// <summary>Sends the quarantined events with the command's own code. It may end half-way, like every process.</summary>
    public async void ReplayQuarantined()
    {
        var process = new Process(_universe, $"operator#{++_operators}");
        var held = EventsDeadLetters.Messages.ToDictionary(static message => message.Id);
        var letters = held.Values.Select(static message => Letter.Of(
            new IncomingMessage { MessageId = message.Id, ReceiptHandle = "", Body = message.Body, Attributes = new Dictionary<string, MessageAttributeValue>(message.Attributes) },
            deduplicationId: null));
        var sqs = _clients.Sqs().In(_universe, process, _queues, _plant.OfOperator);
        var sender = new QueueSender(sqs, AwsPipelines.Build(process.Clock, _universe.Dice.NextDouble));
        await new QuarantineReplay(sender, Consumers).RunAsync(
            letters,
            heldElsewhere: 0,
            isHeld: static _ => true,
            done =>
            {
                foreach (var letter in done)
                {
                    EventsDeadLetters.Remove(held[letter.Id]);
                }

                return Task.FromResult(done.Count);
            },
            static _ => { },
            CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Erases the personal data of every order with the command's own code, one after the other. It may end half-way, like every process.</summary>
    public async void ErasePersonalData()
    {
        var process = new Process(_universe, $"operator#{++_operators}");
        var dynamoDb = DynamoDb(process);
        var calls = AwsPipelines.Build(process.Clock, _universe.Dice.NextDouble);
        var erasure = new RowErasure(dynamoDb, calls, TableSettings.TableName, new OrderReader(dynamoDb, calls, TableSettings), process.Clock);
        foreach (var row in Table.Rows.ToList())
        {
            if (OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out var order, out _) && order.ErasedAt is null)
            {
                await erasure.RunAsync(order).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends a request through the API.</summary>
    /// <param name="httpEvent">The event of the HTTP API.</param>
    /// <param name="answered">Told the response's JSON; null where Lambda gave none.</param>
    public void Request(string httpEvent, Action<string?> answered) => _ingest.Invoke(_plant.Ingest(httpEvent), outcome => answered(outcome.Response));

    private Func<string, Amazon.Lambda.Core.ILambdaContext, Task<string>> Ingest(Process process)
    {
        var function = Orders.Ingest.Composition.Compose(
            new Orders.Ingest.IngestSettings(TableSettings, OrdersQueue.Url), DynamoDb(process), Sqs(process), new LineSink(Stream.Null), process.Clock,
            _universe.Dice.NextDouble, _universe.Dice.Fill);
        return async (httpEvent, context) =>
        {
            using var input = new MemoryStream(Encoding.UTF8.GetBytes(httpEvent));
            using var reader = new StreamReader(await function.HandleAsync(input, context).ConfigureAwait(false));
            return reader.ReadToEnd();
        };
    }

    private Func<SQSEvent, Amazon.Lambda.Core.ILambdaContext, Task<SQSBatchResponse>> Processor(Process process)
    {
        var function = Orders.Processor.Composition.Compose(
            new ProcessorSettings(TableSettings, OrdersQueue.Url, DeadLetters.Url, Limits), DynamoDb(process), Sqs(process), new LineSink(Stream.Null),
            process.Clock, _universe.Dice.NextDouble);
        return (batch, context) => _plant.ProcessAsync(batch, context, function.HandleAsync);
    }

    private Func<DynamoDBEvent, Amazon.Lambda.Core.ILambdaContext, Task<StreamsEventResponse>> Notifier(Process process)
    {
        var function = Orders.Notifier.Composition.Compose(
            new NotifierSettings(Consumers, EventsDeadLetters.Url, "/orders", QuarantineAfter), Sqs(process), new LineSink(Stream.Null), process.Clock, _universe.Dice.NextDouble);
        return (batch, context) => _plant.NotifyAsync(batch, context, function.HandleAsync);
    }

    private SimulatedSqs Sqs(Process process) => _clients.Sqs().In(_universe, process, _queues, _plant);

    private SimulatedDynamoDb DynamoDb(Process process) => _clients.DynamoDb().In(_universe, process, Table, _plant);

    private Queue Add(Queue queue)
    {
        _queues[queue.Url] = queue;
        return queue;
    }
}
