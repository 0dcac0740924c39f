namespace Orders.Model;

/// <summary>Restores earlier versions of an order: its row keeps each status change, and nothing else of an order changes.</summary>
public static class OrderVersions
{
    /// <summary>Whether the history has every version. It does, unless the row was written outside the pipeline.</summary>
    public static bool HasWholeHistory(this Order order) =>
        order.Version == order.History.Count + 1 && order.Status == (order.History is [.., var last] ? last.Status : Lifecycle.Initial);

    /// <summary>Returns the order at a version.</summary>
    /// <remarks>
    /// It equals the order at that time, except for the trace: a row keeps only that of its last change, so an earlier version has none.
    /// </remarks>
    /// <param name="order">The current order, with a complete history.</param>
    /// <param name="version">From 1 to the order's version.</param>
    public static Order AtVersion(this Order order, int version)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, order.Version);
        if (version == order.Version)
        {
            return order;
        }

        IReadOnlyList<StatusChange> history = [.. order.History.Take(version - 1)];
        return order with
        {
            Status = history is [.., var change] ? change.Status : Lifecycle.Initial,
            UpdatedAt = history is [.., var last] ? last.At : order.CreatedAt,
            Version = version,
            History = history,
            TraceParent = null,
        };
    }
}
