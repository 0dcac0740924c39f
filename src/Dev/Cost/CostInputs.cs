using Orders.Events;
using Orders.Model;
using Orders.Operations.Settings;
using Orders.Queues;

namespace Orders.Dev.Cost;

/// <summary>The inputs of the cost model: load, batch sizes, item sizes, times, and the deployment's settings.</summary>
internal sealed record CostInputs
{
    /// <summary>The deployment's settings.</summary>
    public required PipelineSettings Settings { get; init; }

    /// <summary>Orders placed in a month.</summary>
    public required decimal Orders { get; init; }

    /// <summary>The indexed statuses.</summary>
    public required IReadOnlyCollection<OrderStatus> IndexedStatuses { get; init; }

    /// <summary>The share of orders that move PENDING → PROCESSING.</summary>
    public decimal FirstMoves { get; init; } = 1;

    /// <summary>The share of orders that also move PROCESSING → COMPLETED.</summary>
    public decimal SecondMoves { get; init; } = 1;

    /// <summary>The share of orders over HTTP; the others are sent directly to the queue.</summary>
    public decimal OrdersOverHttp { get; init; } = 1;

    /// <summary>The share of changes over HTTP, one in a call; the others are messages.</summary>
    public decimal ChangesOverHttp { get; init; }

    /// <summary>The share of orders over HTTP with an idempotency key.</summary>
    public decimal Keyed { get; init; } = 1;

    /// <summary>Orders in one HTTP call, and messages in one sender's request.</summary>
    public int OrdersPerCall { get; init; } = SqsLimits.EntriesPerRequest;

    /// <summary>Messages in one invocation of the Processor.</summary>
    public required decimal MessagesPerBatch { get; init; }

    /// <summary>Messages in one receive by Lambda.</summary>
    public required decimal MessagesPerReceive { get; init; }

    /// <summary>Messages in one delete by Lambda.</summary>
    public required decimal MessagesPerDelete { get; init; }

    /// <summary>Stream records in one invocation of the Notifier.</summary>
    public required decimal RecordsPerBatch { get; init; }

    /// <summary>Events in one send by the Notifier.</summary>
    public required decimal EventsPerSend { get; init; }

    /// <summary>Events in one receive, and one delete, by a consumer.</summary>
    public decimal EventsPerReceive { get; init; } = SqsLimits.EntriesPerRequest;

    /// <summary>The size of a row, names and values.</summary>
    public decimal RowBytes { get; init; } = 600;

    /// <summary>The size of a message on <c>orders</c>.</summary>
    public decimal MessageBytes { get; init; } = 400;

    /// <summary>The size of an event.</summary>
    public decimal EventBytes { get; init; } = 900;

    /// <summary>The billed time of an invocation of Ingest.</summary>
    public decimal IngestMs { get; init; } = 15;

    /// <summary>The billed time of an invocation of the Processor.</summary>
    public decimal ProcessorMs { get; init; } = 20;

    /// <summary>The billed time of an invocation of the Notifier.</summary>
    public decimal NotifierMs { get; init; } = 25;

    /// <summary>The log bytes of an invocation: Lambda's start and report lines, the function's own lines, and its metrics.</summary>
    public decimal LogBytes { get; init; } = 1200;

    /// <summary>The long polls that Lambda keeps open on each queue that the Processor reads while it is empty.</summary>
    public decimal IdlePollers { get; init; } = 5;

    /// <summary>Expiry messages in a month: <c>rate(1 hour)</c> gives 730.</summary>
    public decimal Sweeps { get; init; } = 730;

    /// <summary>Whether the functions run on arm64; otherwise on x86_64.</summary>
    public bool IsArm64 { get; init; } = true;

    /// <summary>Changes in a month.</summary>
    public decimal Changes => Orders * (FirstMoves + SecondMoves);

    /// <summary>Returns the defaults for a deployment: batches as full as the settings allow.</summary>
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

    /// <summary>Returns the same load with these batch sizes; a request to SQS has at most ten messages.</summary>
    public CostInputs WithBatches(decimal messagesPerBatch, decimal recordsPerBatch) => this with
    {
        MessagesPerBatch = messagesPerBatch,
        MessagesPerReceive = Math.Min(messagesPerBatch, SqsLimits.EntriesPerRequest),
        MessagesPerDelete = Math.Min(messagesPerBatch, SqsLimits.EntriesPerRequest),
        RecordsPerBatch = recordsPerBatch,
        EventsPerSend = Math.Min(recordsPerBatch, SqsLimits.EntriesPerRequest),
    };

    /// <summary>Returns the same load without batches: the cost of a low rate.</summary>
    public CostInputs OneByOne() => WithBatches(1, 1) with { OrdersPerCall = 1, EventsPerReceive = 1 };

    /// <summary>Returns the events that a consumer gets in a month.</summary>
    public decimal EventsOf(ConsumerSettings consumer) =>
        (consumer.Types.Contains(EventTypes.Placed) ? Orders : 0) + (consumer.Types.Contains(EventTypes.StatusChanged) ? Changes : 0);
}
