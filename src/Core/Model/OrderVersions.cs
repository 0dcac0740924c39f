namespace Orders.Model;

/// <summary>What an order was before: its row keeps each change of status, and nothing else of an order changes.</summary>
public static class OrderVersions
{
    /// <summary>Whether the history tells of every version: it does, unless somebody wrote to the row past the pipeline.</summary>
    public static bool HasWholeHistory(this Order order) =>
        order.Version == order.History.Count + 1 && order.Status == (order.History is [.., var last] ? last.Status : Lifecycle.Initial);

    /// <summary>The order as it was at a version.</summary>
    /// <remarks>
    /// All of it is as it was then, but for one thing: a row keeps the trace of its last change only, so that an earlier version
    /// has none here.
    /// </remarks>
    /// <param name="order">The order as it is; with its whole history.</param>
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
