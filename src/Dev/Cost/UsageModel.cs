using Orders.Model;
using Orders.Operations.Settings;
using Orders.Settings;

namespace Orders.Dev.Cost;

/// <summary>How much of each service a month takes. Pure: counts from <see cref="CostInputs"/>, no prices.</summary>
internal sealed class UsageModel(CostInputs inputs)
{
    private const decimal HoursPerMonth = 730;
    private const decimal LongPollSeconds = 20;
    private const decimal MbPerGb = 1024;
    private const decimal BytesPerMb = 1024 * 1024;
    private const decimal SecondsPerMonth = HoursPerMonth * 3600;
    private const decimal SampledShare = 0.05m;

    /// <summary>A line of the API's access log, which <c>terraform/api.tf</c> formats.</summary>
    private const decimal AccessLogBytes = 350;
    private const decimal MsPerSecond = 1000;

    /// <summary>SQS requests to send the orders: each HTTP call, and each sender, sends ten at most in a request.</summary>
    public decimal OrderSends => inputs.Orders / inputs.OrdersPerCall * BillingUnits.SendRequests(inputs.OrdersPerCall, inputs.MessageBytes);

    /// <summary>SQS requests to send the changes: a call over HTTP sends one message.</summary>
    public decimal ChangeSends => ChangesOverHttp * BillingUnits.SqsRequests(inputs.MessageBytes)
        + (inputs.Changes - ChangesOverHttp) / inputs.OrdersPerCall * BillingUnits.SendRequests(inputs.OrdersPerCall, inputs.MessageBytes);

    /// <summary>Messages on <c>orders</c>, expiry aside.</summary>
    public decimal Messages => inputs.Orders + inputs.Changes;

    /// <summary>Receives of Lambda that get messages.</summary>
    public decimal Receives => Messages / inputs.MessagesPerReceive * BillingUnits.SqsRequests(inputs.MessagesPerReceive * inputs.MessageBytes);

    /// <summary>Deletes of Lambda.</summary>
    public decimal Deletes => Messages / inputs.MessagesPerDelete;

    /// <summary>Receives of Lambda that get nothing, if the queue were empty all month: the most there can be.</summary>
    public decimal EmptyReceives => inputs.IdlePollers * SecondsPerMonth / LongPollSeconds;

    /// <summary>Send, receive and delete of each expiry message.</summary>
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

    /// <summary>Write units for the rows that change.</summary>
    public decimal ChangeUnits => inputs.Changes * RowUnits;

    /// <summary>Write units for index entries that go, or come, as an order leaves and enters indexed statuses.</summary>
    public decimal ChangeIndexUnits =>
        inputs.Orders * inputs.FirstMoves * IndexUnits(OrderStatus.Pending, OrderStatus.Processing)
        + inputs.Orders * inputs.SecondMoves * IndexUnits(OrderStatus.Processing, OrderStatus.Completed);

    /// <summary>Read units of Ingest's look for a replay: eventually consistent, one row an order with a key, there or not.</summary>
    public decimal ReplayReadUnits => OrdersOverHttp * inputs.Keyed * BillingUnits.ReadUnits(inputs.RowBytes, consistent: false);

    /// <summary>Read units of Ingest's look at the order that a call wants to change: consistent.</summary>
    public decimal ChangeReadUnits => ChangesOverHttp * BillingUnits.ReadUnits(inputs.RowBytes, consistent: true);

    /// <summary>Read units of the expiry's queries, one for each shard that an index may have, that find nothing due.</summary>
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

    /// <summary>Traces that X-Ray records, of invocations that are spread evenly over the month.</summary>
    public decimal Traces => Sampled(IngestInvocations) + Sampled(ProcessorInvocations) + Sampled(NotifierInvocations);

    /// <summary>MB of logs: each invocation's lines, its metrics among them, and the API's access log.</summary>
    public decimal LogMegabytes =>
        ((IngestInvocations + ProcessorInvocations + NotifierInvocations) * inputs.LogBytes + (OrdersOverHttp / inputs.OrdersPerCall + ChangesOverHttp) * AccessLogBytes) / BytesPerMb;

    /// <summary>Write units that an order's move takes in the index: one entry (of its size) out where it leaves an indexed status, one in where it enters one.</summary>
    /// <param name="from">Where it was; null for a new order.</param>
    /// <param name="to">Where it is.</param>
    public decimal IndexUnits(OrderStatus? from = null, OrderStatus? to = null) =>
        (from is { } left && inputs.IndexedStatuses.Contains(left) ? RowUnits : 0) + (to is { } entered && inputs.IndexedStatuses.Contains(entered) ? RowUnits : 0);

    /// <summary>Write units of one row.</summary>
    public decimal RowUnits => BillingUnits.WriteUnits(inputs.RowBytes);

    /// <summary>SQS requests on <c>orders</c> for one order's own message: its parts of a send, a receive and a delete.</summary>
    public decimal QueueRequestsPerOrder => OrderSends / inputs.Orders + (Receives + Deletes) / Messages;

    private decimal OrdersOverHttp => inputs.Orders * inputs.OrdersOverHttp;

    private decimal ChangesOverHttp => inputs.Changes * inputs.ChangesOverHttp;

    // The first request of each second, and 5 % of the others ("Visualize Lambda function invocations using AWS X-Ray").
    private static decimal Sampled(decimal invocations) => Math.Min(invocations, SecondsPerMonth) + Math.Max(0, invocations - SecondsPerMonth) * SampledShare;

    private static decimal GbSeconds(decimal invocations, decimal ms, FunctionSettings function) => invocations * ms / MsPerSecond * function.MemoryMb / MbPerGb;
}
