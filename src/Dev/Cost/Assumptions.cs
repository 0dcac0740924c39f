using Orders.Model;
using Orders.Operations.Terminal;
using Orders.Settings;

namespace Orders.Dev.Cost;

/// <summary>What a bill rests on, a sentence each: printed under every table.</summary>
internal static class Assumptions
{
    public static IReadOnlyList<string> Of(CostInputs inputs) =>
    [
        $"Prices: {Prices.Source}; Lambda on {(inputs.IsArm64 ? "arm64" : "x64")} (--arch).",
        $"Orders: {Percent(inputs.OrdersOverHttp)} over HTTP (--over-http), {Percent(inputs.Keyed)} of those with a key (--keyed); the others straight to the queue.",
        $"Changes: {Number(inputs.FirstMoves + inputs.SecondMoves)} an order (--changes-per-order), PENDING → PROCESSING → COMPLETED; {Percent(inputs.ChangesOverHttp)} over HTTP, one a call (--changes-over-http).",
        $"Indexed: {(inputs.IndexedStatuses.Count == 0 ? "none" : string.Join(", ", inputs.IndexedStatuses.Select(static status => status.ToWire())))} (--indexed). Leaving an indexed status, and entering one, is one index entry each.",
        $"Batches: {inputs.OrdersPerCall} orders in a call and messages in a sender's request (--per-call), {Number(inputs.MessagesPerBatch)} messages an invocation of the Processor (--batch), " +
            $"{Number(inputs.RecordsPerBatch)} records one of the Notifier (--stream-batch), {Number(inputs.EventsPerReceive)} events a consumer's receive (--consumer-batch). SQS takes ten a request.",
        "One by one: each of these is 1. Without a batching window a trickle is nearer to this column, a backlog to the other.",
        $"Sizes: row {Number(inputs.RowBytes)} B (--row-bytes), message {Number(inputs.MessageBytes)} B (--message-bytes), event {Number(inputs.EventBytes)} B (--event-bytes). SQS bills each started 64 KB of a request, DynamoDB each started KB written and 4 KB read.",
        $"Billed time an invocation: Ingest {Number(inputs.IngestMs)} ms (--ingest-ms), Processor {Number(inputs.ProcessorMs)} ms (--processor-ms), Notifier {Number(inputs.NotifierMs)} ms (--notifier-ms): assumed, not measured. " +
            $"Memory {inputs.Settings.Ingest.MemoryMb}, {inputs.Settings.Processor.MemoryMb}, {inputs.Settings.Notifier.MemoryMb} MB, from the settings.",
        $"Empty receives: {Number(inputs.IdlePollers)} long polls of 20 s (--idle-pollers) all month, as if the queue were always empty; a busy queue has fewer.",
        $"Expiry: {Number(inputs.Sweeps)} messages a month (--sweeps), each with a query of all {TableSettings.MaxIndexShards} shards that the index may have. Orders that expire count as changes.",
        "Not counted: retries, repeats, dead letters, GET requests, consumers' own empty receives, API Gateway, EventBridge Scheduler, CloudWatch, X-Ray, KMS, storage, backups, transfer.",
        "Free of charge: Lambda's reads of the table's stream.",
    ];

    private static string Percent(decimal share) => $"{PlainTable.Number(share * 100)} %";

    private static string Number(decimal number) => PlainTable.Number(number);
}
