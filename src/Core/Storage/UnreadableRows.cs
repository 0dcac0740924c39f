using Orders.Observability;
using Microsoft.Extensions.Logging;

namespace Orders.Storage;

/// <summary>Reports skipped rows that are not valid orders to operators.</summary>
/// <param name="logger">Logs each row.</param>
/// <param name="metrics">Counts the rows.</param>
public sealed partial class UnreadableRows(ILogger logger, Metrics metrics)
{
    /// <summary>Reports rows.</summary>
    public void Report(params IReadOnlyList<UnreadableRow> rows)
    {
        foreach (var row in rows)
        {
            RowUnreadable(logger, row.OrderId, row.Attribute);
        }

        metrics.Count(MetricNames.RowsUnreadable, rows.Count);
    }

    [LoggerMessage(100, LogLevel.Warning, "Row {OrderId} is not an order and was skipped: {Attribute} " + UnreadableRow.Rule, EventName = "RowUnreadable")]
    private static partial void RowUnreadable(ILogger logger, string orderId, string attribute);
}
