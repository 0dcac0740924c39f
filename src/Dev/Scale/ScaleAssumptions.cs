using System.Globalization;
using Orders.Operations.Status;
using Orders.Operations.Terminal;

namespace Orders.Dev.Scale;

/// <summary>What a report rests on, a sentence each: printed under it.</summary>
internal static class ScaleAssumptions
{
    public static IReadOnlyList<string> Of(ScaleSettings settings, ScaleLoad load)
    {
        var (alarms, pipeline) = (new AlarmThresholds(), settings.Pipeline);
        return
        [
            "An hour of orders at an even rate, out of nothing: a new table, five invocations of the mapping. Then what is left over, for a day at most.",
            $"An order: {Number(load.MessagesPerOrder)} messages, which come together; {Number(load.RequestsPerOrder)} HTTP requests; {Number(load.TableUnits * load.MessagesPerOrder)} write units of the table and {Number(load.IndexUnits * load.MessagesPerOrder)} of the index.",
            $"Breaks: an order is refused, or the oldest message waits over {alarms.OldestOrder.TotalSeconds} s, the stream is read over {alarms.StreamLag.TotalSeconds} s late, or an event waits over {alarms.OldestOrder.TotalSeconds} s for its consumer: what the alarms tell.",
            $"Settings: maximum_concurrency {pipeline.Processor.MaximumConcurrency}, batches of {pipeline.Processor.BatchSize} and {pipeline.Notifier.BatchSize}, parallelization_factor {pipeline.Notifier.ParallelizationFactor}, index_shards {pipeline.Table.IndexShards}, {pipeline.Consumers.Count} consumers.",
            $"Quotas: {Number(settings.AccountConcurrency)} environments (--account-concurrency), {Number(settings.TableQuota)} write units a table (--table-units), {Number(settings.FifoRequests)} FIFO requests a second (--fifo-requests); " +
                $"the API takes {Number(settings.ApiRequests)} requests a second (--api-requests); table and index are warm for {Number(settings.WarmUnits)} write units (--warm-units).",
            $"Times an invocation: {Number(load.IngestSeconds * 1000)}, {Number(load.ProcessorSeconds * 1000)} and {Number(load.NotifierSeconds * 1000)} ms, however full the batch (--ingest-ms, --processor-ms, --notifier-ms); " +
                $"{ConsumerStage.TimePerEvent.TotalMilliseconds} ms from a consumer's receive to its delete; {IndexPartitions.TimeToSplit.TotalMinutes} minutes until a hot partition is split. Assumed, not measured.",
            "Not looked at: failures and retries, read units, cold starts, scaling down, the time at which stream shards split, KMS's and CloudWatch's quotas.",
        ];
    }

    private static string Number(double number) => double.IsInfinity(number) ? number.ToString(CultureInfo.InvariantCulture) : PlainTable.Number((decimal)number);
}
