using Orders.Events;
using Orders.Model;
using Orders.Operations.Settings;
using Orders.Queues;

namespace Orders.Dev.Cost;

/// <summary>What the model is told: the load, how much of it travels together, sizes, times, and the deployment's settings.</summary>
internal sealed record CostInputs
{
    /// <summary>The deployment's settings.</summary>
    public required PipelineSettings Settings { get; init; }

    /// <summary>Orders placed in a month.</summary>
    public required decimal Orders { get; init; }

    /// <summary>The statuses that the index lists.</summary>
    public required IReadOnlyCollection<OrderStatus> IndexedStatuses { get; init; }

    /// <summary>The share of orders that move PENDING → PROCESSING.</summary>
    public decimal FirstMoves { get; init; } = 1;

    /// <summary>The share of orders that move on, PROCESSING → COMPLETED.</summary>
    public decimal SecondMoves { get; init; } = 1;

    /// <summary>The share of orders that come over HTTP; the others are sent straight to the queue.</summary>
    public decimal OrdersOverHttp { get; init; } = 1;

    /// <summary>The share of changes that are asked for over HTTP, one in a call; the others are messages.</summary>
    public decimal ChangesOverHttp { get; init; }

    /// <summary>The share of orders over HTTP that give an idempotency key.</summary>
    public decimal Keyed { get; init; } = 1;

    /// <summary>Orders in one HTTP call, and messages that a sender sends at once.</summary>
    public int OrdersPerCall { get; init; } = SqsLimits.EntriesPerRequest;

    /// <summary>Messages that the Processor gets in one invocation.</summary>
    public required decimal MessagesPerBatch { get; init; }

    /// <summary>Messages that a receive of Lambda gets.</summary>
    public required decimal MessagesPerReceive { get; init; }

    /// <summary>Messages in a delete of Lambda.</summary>
    public required decimal MessagesPerDelete { get; init; }

    /// <summary>Stream records that the Notifier gets in one invocation.</summary>
    public required decimal RecordsPerBatch { get; init; }

    /// <summary>Events in one send of the Notifier.</summary>
    public required decimal EventsPerSend { get; init; }

    /// <summary>Events that a consumer receives, and deletes, at once.</summary>
    public decimal EventsPerReceive { get; init; } = SqsLimits.EntriesPerRequest;

    /// <summary>Size of a row, names and values.</summary>
    public decimal RowBytes { get; init; } = 600;

    /// <summary>Size of a message on <c>orders</c>.</summary>
    public decimal MessageBytes { get; init; } = 400;

    /// <summary>Size of an event.</summary>
    public decimal EventBytes { get; init; } = 900;

    /// <summary>How long an invocation of Ingest is billed.</summary>
    public decimal IngestMs { get; init; } = 15;

    /// <summary>How long an invocation of the Processor is billed.</summary>
    public decimal ProcessorMs { get; init; } = 20;

    /// <summary>How long an invocation of the Notifier is billed.</summary>
    public decimal NotifierMs { get; init; } = 25;

    /// <summary>What an invocation logs: Lambda's start and report lines, the function's own, and its metrics.</summary>
    public decimal LogBytes { get; init; } = 1200;

    /// <summary>Long polls that Lambda keeps open on <c>orders</c> while it is empty.</summary>
    public decimal IdlePollers { get; init; } = 5;

    /// <summary>Expiry messages in a month: <c>rate(1 hour)</c> gives 730.</summary>
    public decimal Sweeps { get; init; } = 730;

    /// <summary>Whether the functions run on arm64; else on x86_64.</summary>
    public bool IsArm64 { get; init; } = true;

    /// <summary>Changes in a month.</summary>
    public decimal Changes => Orders * (FirstMoves + SecondMoves);

    /// <summary>The defaults for a deployment: everything in batches as full as the settings allow.</summary>
    public static CostInputs InFullBatches(PipelineSettings settings, decimal orders) => new CostInputs
    {
        Settings = settings,
        Orders = orders,
        IndexedStatuses = [.. settings.Table.IndexStatuses.Select(static name => OrderStatusNames.TryParse(name, out var status) ? status : default)],
        MessagesPerBatch = 1,
        MessagesPerReceive = 1,
        MessagesPerDelete = 1,
        RecordsPerBatch = 1,
        EventsPerSend = 1,
    }.WithBatches(settings.Processor.BatchSize, settings.Notifier.BatchSize);

    /// <summary>The same load in batches of these sizes; a request to SQS has ten messages at most.</summary>
    public CostInputs WithBatches(decimal messagesPerBatch, decimal recordsPerBatch) => this with
    {
        MessagesPerBatch = messagesPerBatch,
        MessagesPerReceive = Math.Min(messagesPerBatch, SqsLimits.EntriesPerRequest),
        MessagesPerDelete = Math.Min(messagesPerBatch, SqsLimits.EntriesPerRequest),
        RecordsPerBatch = recordsPerBatch,
        EventsPerSend = Math.Min(recordsPerBatch, SqsLimits.EntriesPerRequest),
    };

    /// <summary>The same load where nothing travels together: what a trickle costs.</summary>
    public CostInputs OneByOne() => WithBatches(1, 1) with { OrdersPerCall = 1, EventsPerReceive = 1 };

    /// <summary>The events that a consumer gets in a month.</summary>
    public decimal EventsOf(ConsumerSettings consumer) =>
        (consumer.Types.Contains(EventTypes.Placed) ? Orders : 0) + (consumer.Types.Contains(EventTypes.StatusChanged) ? Changes : 0);
}
