using System.Text.Json;
using System.Text.Json.Serialization;
using Orders.Dev.Cost;
using Orders.Operations.Terminal;

namespace Orders.Dev.Scale;

/// <summary>A quota or a setting, and the rate of orders at which it is reached.</summary>
/// <param name="Limit">The limit's name.</param>
/// <param name="Value">The current value.</param>
/// <param name="OrdersPerSecond">The maximum rate that it allows.</param>
/// <param name="Beyond">The effect of a higher rate.</param>
/// <param name="RaisedBy">The setting or quota that raises it.</param>
/// <param name="Source">The page of AWS's documentation that states it.</param>
internal sealed record ScaleLimit(string Limit, double Value, double OrdersPerSecond, string Beyond, string RaisedBy, string Source);

/// <summary>The result of <c>orders scale</c>; its JSON has these names in snake case.</summary>
internal sealed record ScaleReport(IReadOnlyList<ScaleLimit> Limits, IReadOnlyList<string> Assumptions)
{
    public static ScaleReport Of(CostInputs load, Quotas quotas)
    {
        var order = new UsageModel(load with { Orders = 1 });
        return new ScaleReport(
            new ScaleModel(load, quotas).Limits(),
            [
                $"An order: {Number(order.Messages)} messages, {Number(order.IngestInvocations)} HTTP requests, {Number(order.PlaceUnits + order.ChangeUnits)} write units of the table, "
                    + $"{Number(order.PlaceIndexUnits + order.ChangeIndexUnits)} of the index, {Number(load.Settings.Consumers.Sum((load with { Orders = 1 }).EventsOf))} events.",
                $"Full batches: {Number(load.MessagesPerBatch)} messages of the Processor, {Number(load.RecordsPerBatch)} records of the Notifier, {Number(load.EventsPerSend)} events in a request.",
                $"An invocation takes {Number(load.IngestMs)}, {Number(load.ProcessorMs)} and {Number(load.NotifierMs)} ms (Ingest, Processor, Notifier); a consumer deletes an event after {ScaleModel.SecondsPerEvent * 1000} ms. Not measured.",
            ]);
    }

    public string ToJson() => JsonSerializer.Serialize(this, ScaleJsonContext.Default.ScaleReport);

    /// <summary>Returns the report as text.</summary>
    public string ToTable() => string.Join('\n', (IEnumerable<string>)
    [
        PlainTable.Render(
            ["limit", "beyond it", "raised by", "now", "orders/s"],
            3,
            Limits.Select(static limit => (IReadOnlyList<string>)[limit.Limit, limit.Beyond, limit.RaisedBy, Count(limit.Value), Count(limit.OrdersPerSecond)])),
        .. Assumptions,
    ]);

    // Rounded down: a rate that is sustained. A quotient just below a whole number counts as that number.
    private static string Count(double count) => PlainTable.Count((decimal)Math.Floor(count * (1 + 1e-12)));

    private static string Number(decimal number) => PlainTable.Number(number);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ScaleReport))]
internal sealed partial class ScaleJsonContext : JsonSerializerContext;
