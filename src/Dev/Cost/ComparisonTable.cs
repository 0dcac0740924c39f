using Orders.Operations.Terminal;

namespace Orders.Dev.Cost;

/// <summary>The comparison as text for a person.</summary>
internal static class ComparisonTable
{
    public static string Render(Comparison comparison) => string.Join("\n", (IEnumerable<string>)
    [
        $"{PlainTable.Number(comparison.Orders)} orders through a local pipeline",
        PlainTable.Render(
            ["", "model", "measured", "difference"],
            1,
            comparison.Counts.Select(static count => (IReadOnlyList<string>)
            [
                $"{count.Name}{(count.TakesMeasuredBatch ? " *" : "")}",
                PlainTable.Number(count.Model),
                PlainTable.Number(count.Measured),
                $"{PlainTable.Number(count.DifferencePercent)} %",
            ])),
        $"* The model was told how full this run's batches were: {PlainTable.Number(comparison.MessagesPerReceive)} messages a receive, " +
            $"{PlainTable.Number(comparison.MessagesPerBatch)} an invocation of the Processor,",
        $"  {PlainTable.Number(comparison.RecordsPerBatch)} records an invocation of the Notifier, {PlainTable.Number(comparison.EventsPerSend)} events a send. The other counts are its own.",
        $"Empty receives: {PlainTable.Number(comparison.EmptyReceives)}. They depend on the time that the run took.",
        .. comparison.Others.Select(static other => $"Not in the model: {other.Value} × {other.Key}"),
    ]);
}
