using Orders.Operations.Terminal;

namespace Orders.Dev.Cost;

/// <summary>Renders the report as text.</summary>
internal static class CostTable
{
    public static string Render(CostReport report) => string.Join("\n", (IEnumerable<string>)
    [
        $"{PlainTable.Number(report.Orders)} orders a month, in US dollars",
        Bill(report),
        "",
        "Write units of a new order of at most 1 KB, written exactly once, without index entries and changes",
        Ways(report),
        "",
        "Per order",
        .. PerOrderLines(report.PerOrder),
        "",
        "Assumptions",
        .. report.Assumptions.Select(static sentence => $"  {sentence}"),
    ]);

    private static string Bill(CostReport report)
    {
        var rows = new List<IReadOnlyList<string>?>();
        foreach (var group in report.Lines.GroupBy(static line => line.Group))
        {
            if (rows.Count > 0)
            {
                rows.Add(null);
            }

            rows.AddRange(group.Select((line, index) => (IReadOnlyList<string>)
            [
                index == 0 ? line.Group : "",
                line.Name,
                PlainTable.Count(line.QuantityInBatches),
                PlainTable.Dollars(line.DollarsInBatches),
                PlainTable.Count(line.QuantityOneByOne),
                PlainTable.Dollars(line.DollarsOneByOne),
            ]));
        }

        rows.Add(null);
        rows.Add(["Total", "", "", PlainTable.Dollars(report.TotalInBatches), "", PlainTable.Dollars(report.TotalOneByOne)]);
        return PlainTable.Render(["", "billed units a month", "in batches", "$", "one by one", "$"], 2, rows);
    }

    private static string Ways(CostReport report) => PlainTable.Render(
        ["", "units an order", "units a month", "$ a month"],
        1,
        report.Alternatives.Select(way => (IReadOnlyList<string>)
        [
            way.Name,
            Range(way.LeastUnitsPerOrder, way.MostUnitsPerOrder, PlainTable.Number),
            Range(way.LeastUnitsPerOrder * report.Orders, way.MostUnitsPerOrder * report.Orders, PlainTable.Count),
            Range(way.LeastDollars, way.MostDollars, PlainTable.Dollars),
        ]));

    private static IEnumerable<string> PerOrderLines(PerOrder order) =>
    [
        $"  write units: {PlainTable.Number(order.PlaceWriteUnits)} to place it, {PlainTable.Number(order.FirstMoveWriteUnits)} for PENDING → PROCESSING, {PlainTable.Number(order.SecondMoveWriteUnits)} for PROCESSING → COMPLETED",
        $"  SQS requests on orders (its share of a send, a receive and a delete): {PlainTable.Number(order.QueueRequestsInBatches)} in batches, {PlainTable.Number(order.QueueRequestsSingleCall)} if its HTTP request",
        $"  has no other order, {PlainTable.Number(order.QueueRequestsOneByOne)} one by one",
    ];

    private static string Range(decimal least, decimal most, Func<decimal, string> text) => least == most ? text(least) : $"{text(least)}–{text(most)}";
}
