namespace Orders.Dev.Cost;

/// <summary>Computes the bill of a month, line by line.</summary>
internal static class CostModel
{
    private const string Queue = "SQS, orders";
    private const string Events = "SQS, consumers (FIFO)";
    private const string Writes = "DynamoDB writes";
    private const string Reads = "DynamoDB reads";
    private const string Lambda = "Lambda";
    private const string Api = "API Gateway";
    private const string Tracing = "X-Ray";
    private const string CloudWatch = "CloudWatch";

    /// <summary>Returns the lines; the same ones in the same order for the same consumers.</summary>
    public static IReadOnlyList<CostLine> Lines(CostInputs inputs)
    {
        var usage = new UsageModel(inputs);
        var gbSecond = inputs.IsArm64 ? Meter.GigabyteSecondArm64 : Meter.GigabyteSecondX64;
        return
        [
            new(Queue, "send: orders", Meter.StandardRequest, usage.OrderSends),
            new(Queue, "send: changes", Meter.StandardRequest, usage.ChangeSends),
            new(Queue, "receive", Meter.StandardRequest, usage.Receives),
            new(Queue, "delete", Meter.StandardRequest, usage.Deletes),
            new(Queue, "empty receives, at most", Meter.StandardRequest, usage.EmptyReceives),
            new(Queue, "expiry: send, receive, delete", Meter.StandardRequest, usage.SweepRequests),
            .. inputs.Settings.Consumers.Select(consumer => new CostLine(Events, $"send: {consumer.Name}", Meter.FifoRequest, usage.EventSends(consumer))),
            new(Events, "receive, by consumers", Meter.FifoRequest, inputs.Settings.Consumers.Sum(usage.EventReceives)),
            new(Events, "delete, by consumers", Meter.FifoRequest, inputs.Settings.Consumers.Sum(usage.EventDeletes)),
            new(Writes, "new orders: rows", Meter.WriteUnit, usage.PlaceUnits),
            new(Writes, "new orders: index", Meter.WriteUnit, usage.PlaceIndexUnits),
            new(Writes, "changes: rows", Meter.WriteUnit, usage.ChangeUnits),
            new(Writes, "changes: index", Meter.WriteUnit, usage.ChangeIndexUnits),
            new(Reads, "look for a replay", Meter.ReadUnit, usage.ReplayReadUnits),
            new(Reads, "changes over HTTP", Meter.ReadUnit, usage.ChangeReadUnits),
            new(Reads, "expiry: queries", Meter.ReadUnit, usage.SweepReadUnits),
            new(Lambda, "Ingest: requests", Meter.Invocation, usage.IngestInvocations),
            new(Lambda, "Processor: requests", Meter.Invocation, usage.ProcessorInvocations),
            new(Lambda, "Notifier: requests", Meter.Invocation, usage.NotifierInvocations),
            new(Lambda, "Ingest: GB-seconds", gbSecond, usage.IngestGbSeconds),
            new(Lambda, "Processor: GB-seconds", gbSecond, usage.ProcessorGbSeconds),
            new(Lambda, "Notifier: GB-seconds", gbSecond, usage.NotifierGbSeconds),
            new(Api, "HTTP API: requests", Meter.HttpRequest, usage.HttpRequests),
            new(Tracing, "traces", Meter.Trace, usage.Traces),
            new(CloudWatch, "logs: MB", Meter.LogMegabyte, usage.LogMegabytes),
            new(CloudWatch, "metrics of every hour", Meter.CustomMetric, Monitoring.EveryHour(inputs.Settings)),
            new(CloudWatch, "metrics of errors, at most", Meter.CustomMetric, Monitoring.Exceptional),
            new(CloudWatch, "metrics of alarms", Meter.AlarmMetric, Monitoring.AlarmMetrics(inputs.Settings)),
            new(CloudWatch, "composite alarm", Meter.CompositeAlarm, Monitoring.CompositeAlarms),
            new(CloudWatch, "dashboard", Meter.Dashboard, Monitoring.Dashboards),
        ];
    }
}
