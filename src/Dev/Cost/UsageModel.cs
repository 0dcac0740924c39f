using Orders.Model;
using Orders.Operations.Settings;
using Orders.Settings;

namespace Orders.Dev.Cost;

/// <summary>The monthly usage of each service. Pure: computed from <see cref="CostInputs"/>, without prices.</summary>
internal sealed class UsageModel(CostInputs inputs)
{
    private const decimal HoursPerMonth = 730;
    private const decimal LongPollSeconds = 20;
    private const decimal MbPerGb = 1024;
    private const decimal BytesPerMb = 1024 * 1024;
    private const decimal SecondsPerMonth = HoursPerMonth * 3600;
    private const decimal SampledShare = 0.05m;

    /// <summary>The size of a line in the API's access log, whose format is in <c>terraform/api.tf</c>.</summary>
    private const decimal AccessLogBytes = 350;
    private const decimal MsPerSecond = 1000;

    /// <summary>SQS requests to send the orders: each HTTP call, and each sender, sends at most ten in a request.</summary>
    public decimal OrderSends => inputs.Orders / inputs.OrdersPerCall * BillingUnits.SendRequests(inputs.OrdersPerCall, inputs.MessageBytes);

    /// <summary>SQS requests to send the changes: a call over HTTP sends one message.</summary>
    public decimal ChangeSends => ChangesOverHttp * BillingUnits.SqsRequests(inputs.MessageBytes)
        + (inputs.Changes - ChangesOverHttp) / inputs.OrdersPerCall * BillingUnits.SendRequests(inputs.OrdersPerCall, inputs.MessageBytes);

    /// <summary>Messages on <c>orders</c>, expiry aside.</summary>
    public decimal Messages => inputs.Orders + inputs.Changes;

    /// <summary>Receives by Lambda that return messages.</summary>
    public decimal Receives => Messages / inputs.MessagesPerReceive * BillingUnits.SqsRequests(inputs.MessagesPerReceive * inputs.MessageBytes);

    /// <summary>Deletes by Lambda.</summary>
    public decimal Deletes => Messages / inputs.MessagesPerDelete;

    /// <summary>Receives by Lambda that return nothing, if the queue is empty all month: the maximum.</summary>
    public decimal EmptyReceives => inputs.IdlePollers * inputs.Settings.Sources.Count * SecondsPerMonth / LongPollSeconds;

    /// <summary>SQS requests for the expiry messages: a send, a receive and a delete each.</summary>
    public decimal SweepRequests => inputs.Sweeps * 3;

    /// <summary>SQS requests of the Notifier for one consumer.</summary>
    public decimal EventSends(ConsumerSettings consumer) =>
        inputs.EventsOf(consumer) / inputs.EventsPerSend * BillingUnits.SqsRequests(inputs.EventsPerSend * inputs.EventBytes);

    /// <summary>SQS requests with which one consumer receives its events.</summary>
    public decimal EventReceives(ConsumerSettings consumer) =>
        inputs.EventsOf(consumer) / inputs.EventsPerReceive * BillingUnits.SqsRequests(inputs.EventsPerReceive * inputs.EventBytes);

    /// <summary>SQS requests with which one consumer deletes its events.</summary>
    public decimal EventDeletes(ConsumerSettings consumer) => inputs.EventsOf(consumer) / inputs.EventsPerReceive;

    /// <summary>Write units for the rows of new orders.</summary>
    public decimal PlaceUnits => inputs.Orders * RowUnits;

    /// <summary>Write units for the index's entries of new orders.</summary>
    public decimal PlaceIndexUnits => inputs.Orders * IndexUnits(to: Lifecycle.Initial);

    /// <summary>Write units for changes of rows.</summary>
    public decimal ChangeUnits => inputs.Changes * RowUnits;

    /// <summary>Write units for index entries that are removed or added as an order leaves or enters indexed statuses.</summary>
    public decimal ChangeIndexUnits =>
        inputs.Orders * inputs.FirstMoves * IndexUnits(OrderStatus.Pending, OrderStatus.Processing)
        + inputs.Orders * inputs.SecondMoves * IndexUnits(OrderStatus.Processing, OrderStatus.Completed);

    /// <summary>Read units of Ingest's check for a replay: eventually consistent, one row an order with a key, existing or not.</summary>
    public decimal ReplayReadUnits => OrdersOverHttp * inputs.Keyed * BillingUnits.ReadUnits(inputs.RowBytes, consistent: false);

    /// <summary>Read units of Ingest's read of the order that a call changes: strongly consistent.</summary>
    public decimal ChangeReadUnits => ChangesOverHttp * BillingUnits.ReadUnits(inputs.RowBytes, consistent: true);

    /// <summary>Read units of the expiry's queries, one for each possible index shard, that find no order.</summary>
    public decimal SweepReadUnits => inputs.Sweeps * TableSettings.MaxIndexShards * BillingUnits.ReadUnits(0, consistent: false);

    /// <summary>Invocations of Ingest.</summary>
    public decimal IngestInvocations => OrdersOverHttp / inputs.OrdersPerCall + ChangesOverHttp;

    /// <summary>Invocations of the Processor.</summary>
    public decimal ProcessorInvocations => Messages / inputs.MessagesPerBatch + inputs.Sweeps;

    /// <summary>Invocations of the Notifier: each write of a row is a stream record.</summary>
    public decimal NotifierInvocations => Messages / inputs.RecordsPerBatch;

    /// <summary>GB-seconds of Ingest.</summary>
    public decimal IngestGbSeconds => GbSeconds(IngestInvocations, inputs.IngestMs, inputs.Settings.Ingest);

    /// <summary>GB-seconds of the Processor.</summary>
    public decimal ProcessorGbSeconds => GbSeconds(ProcessorInvocations, inputs.ProcessorMs, inputs.Settings.Processor);

    /// <summary>GB-seconds of the Notifier.</summary>
    public decimal NotifierGbSeconds => GbSeconds(NotifierInvocations, inputs.NotifierMs, inputs.Settings.Notifier);

    /// <summary>Requests to the HTTP API.</summary>
    public decimal HttpRequests => OrdersOverHttp / inputs.OrdersPerCall * BillingUnits.HttpRequests(inputs.OrdersPerCall * inputs.MessageBytes) + ChangesOverHttp;

    /// <summary>Traces that X-Ray records, if invocations are spread evenly over the month.</summary>
    public decimal Traces => Sampled(IngestInvocations) + Sampled(ProcessorInvocations) + Sampled(NotifierInvocations);

    /// <summary>MB of logs: each invocation's lines and metrics, and the API's access log.</summary>
    public decimal LogMegabytes =>
        ((IngestInvocations + ProcessorInvocations + NotifierInvocations) * inputs.LogBytes + (OrdersOverHttp / inputs.OrdersPerCall + ChangesOverHttp) * AccessLogBytes) / BytesPerMb;

    /// <summary>Write units of a status change in the index: one entry (of its size) for an indexed status that it leaves, one for an indexed status
    /// that it enters.</summary>
    /// <param name="from">The previous status; null for a new order.</param>
    /// <param name="to">The new status.</param>
    public decimal IndexUnits(OrderStatus? from = null, OrderStatus? to = null) =>
        (from is { } left && inputs.IndexedStatuses.Contains(left) ? RowUnits : 0) + (to is { } entered && inputs.IndexedStatuses.Contains(entered) ? RowUnits : 0);

    /// <summary>Write units of one row.</summary>
    public decimal RowUnits => BillingUnits.WriteUnits(inputs.RowBytes);

    /// <summary>SQS requests on <c>orders</c> for one order's message: its shares of a send, a receive and a delete.</summary>
    public decimal QueueRequestsPerOrder => OrderSends / inputs.Orders + (Receives + Deletes) / Messages;

    private decimal OrdersOverHttp => inputs.Orders * inputs.OrdersOverHttp;

    private decimal ChangesOverHttp => inputs.Changes * inputs.ChangesOverHttp;

    // The first request of each second, and 5 % of the others ("Visualize Lambda function invocations using AWS X-Ray").
    private static decimal Sampled(decimal invocations) => Math.Min(invocations, SecondsPerMonth) + Math.Max(0, invocations - SecondsPerMonth) * SampledShare;

    private static decimal GbSeconds(decimal invocations, decimal ms, FunctionSettings function) => invocations * ms / MsPerSecond * function.MemoryMb / MbPerGb;
}
