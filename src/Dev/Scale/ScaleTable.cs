using System.Globalization;
using Orders.Operations.Terminal;

namespace Orders.Dev.Scale;

/// <summary>The report as text for a person.</summary>
internal static class ScaleTable
{
    public static string Render(ScaleReport report) => string.Join("\n", (IEnumerable<string>)
    [
        "An hour with the settings as they are",
        Outcomes(report, static decade => decade.AsSet, withCost: false),
        "",
        "What breaks, in this order, and what moves it",
        Steps(report),
        "",
        "The same hour with all of that moved",
        Outcomes(report, static decade => decade.Moved, withCost: true),
        "",
        "Assumptions",
        .. report.Assumptions.Select(static sentence => $"  {sentence}"),
    ]);

    private static string Outcomes(ScaleReport report, Func<ScaleDecade, ScaleOutcome> of, bool withCost) => PlainTable.Render(
        ["orders/s", withCost ? "$ a million" : "breaks first", "refused", "most waiting", "oldest", "stream late", "all done", "shards", "in a batch"],
        withCost ? 0 : 2,
        report.Decades.Select(decade =>
        {
            var outcome = of(decade);
            return (IReadOnlyList<string>)
            [
                Count(decade.OrdersPerSecond),
                withCost ? PlainTable.Dollars(decade.DollarsPerMillionOrders) : outcome.Broke,
                $"{Math.Round(outcome.RefusedShare * 100).ToString(CultureInfo.InvariantCulture)} %",
                Count(outcome.MostWaiting),
                Span(outcome.OldestSeconds),
                Span(outcome.StreamLagSeconds),
                outcome.DrainedSecond is { } second ? Span(second) : "over 24 h",
                Count(outcome.StreamShards),
                $"{Math.Round(outcome.MessagesPerBatch).ToString(CultureInfo.InvariantCulture)}, {Math.Round(outcome.RecordsPerBatch).ToString(CultureInfo.InvariantCulture)}",
            ];
        }));

    private static string Steps(ScaleReport report)
    {
        var rows = new List<IReadOnlyList<string>?>();
        foreach (var decade in report.Decades)
        {
            if (rows.Count > 0)
            {
                rows.Add(null);
            }

            rows.AddRange(decade.Steps.Count == 0
                ? [[Count(decade.OrdersPerSecond), "nothing", "", "", "", ""]]
                : decade.Steps.Select((step, index) => (IReadOnlyList<string>)
                [
                    index == 0 ? Count(decade.OrdersPerSecond) : "", step.Breaks, Span(step.Second), step.Setting, step.From, step.To,
                ]));
        }

        return PlainTable.Render(["orders/s", "breaks", "after", "what moves it", "from", "to"], 4, rows);
    }

    private static string Count(double count) => PlainTable.Count((decimal)Math.Round(count));

    private static string Span(int seconds) => seconds switch
    {
        < 120 => $"{seconds} s",
        < 7200 => $"{seconds / 60} min",
        _ => $"{(seconds / 3600d).ToString("0.0", CultureInfo.InvariantCulture)} h",
    };
}
