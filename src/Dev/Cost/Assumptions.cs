using Orders.Model;
using Orders.Operations.Terminal;
using Orders.Settings;

namespace Orders.Dev.Cost;

/// <summary>The assumptions of a bill, as sentences; printed below every table.</summary>
internal static class Assumptions
{
    public static IReadOnlyList<string> Of(CostInputs inputs) =>
    [
        $"Prices: {Prices.Region}, first tier, without the free tier, not checked since 2025; Lambda on {(inputs.IsArm64 ? "arm64" : "x64")} (--arch).",
        $"Orders: {Percent(inputs.OrdersOverHttp)} over HTTP (--over-http), {Percent(inputs.Keyed)} of them with an idempotency key (--keyed). The others are sent directly to the queue.",
        $"Changes: {Number(inputs.FirstMoves + inputs.SecondMoves)} an order (--changes-per-order), PENDING → PROCESSING → COMPLETED; {Percent(inputs.ChangesOverHttp)} over HTTP, one in a request (--changes-over-http).",
        $"Indexed: {(inputs.IndexedStatuses.Count == 0 ? "none" : string.Join(", ", inputs.IndexedStatuses.Select(static status => status.ToWire())))} (--indexed). An order that enters or leaves an indexed status writes one index entry.",
        $"Batches: {inputs.OrdersPerCall} orders in an HTTP request and messages in a sender's request (--per-call), {Number(inputs.MessagesPerBatch)} messages an invocation of the Processor (--batch), " +
            $"{Number(inputs.RecordsPerBatch)} records an invocation of the Notifier (--stream-batch), {Number(inputs.EventsPerReceive)} events a consumer's receive (--consumer-batch). SQS allows ten in a request.",
        "One by one: each of these is 1. Without a batching window, a low rate is closer to this column, and a backlog to the other.",
        $"Sizes: row {Number(inputs.RowBytes)} B (--row-bytes), message {Number(inputs.MessageBytes)} B (--message-bytes), event {Number(inputs.EventBytes)} B (--event-bytes). SQS bills each started 64 KB of a request, DynamoDB each started KB written and 4 KB read.",
        $"Billed time of an invocation: Ingest {Number(inputs.IngestMs)} ms (--ingest-ms), Processor {Number(inputs.ProcessorMs)} ms (--processor-ms), Notifier {Number(inputs.NotifierMs)} ms (--notifier-ms). Assumed, not measured. " +
            $"Memory {inputs.Settings.Ingest.MemoryMb}, {inputs.Settings.Processor.MemoryMb}, {inputs.Settings.Notifier.MemoryMb} MB, from the settings.",
        $"Empty receives: {Number(inputs.IdlePollers)} long polls of 20 s on each queue that the Processor reads (--idle-pollers) all month, as if it were always empty. A busy queue has fewer.",
        $"Expiry: {Number(inputs.Sweeps)} messages a month (--sweeps), each with a query of all {TableSettings.MaxIndexShards} shards that the index may have. Orders that expire count as changes.",
        "Traces: of each function, the first invocation of each second and 5 % of the others, with invocations spread evenly over the month.",
        $"Logs: {Number(inputs.LogBytes)} B an invocation (--log-bytes), and a line of the API's access log a request. Without errors, Ingest logs one line a request, and each function its metrics.",
        "Metrics: one for each name and function. CloudWatch bills a metric only for the hours in which it has values; those of errors and repeats rarely have any.",
        "Not counted: retries, repeats, dead letters, GET requests, consumers' empty receives, EventBridge Scheduler, KMS, storage of rows and logs, backups, data transfer.",
        "Free: Lambda's reads of the table's stream.",
    ];

    private static string Percent(decimal share) => $"{PlainTable.Number(share * 100)} %";

    private static string Number(decimal number) => PlainTable.Number(number);
}
