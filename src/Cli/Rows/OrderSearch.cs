using Orders.Model;
using Orders.Storage;

namespace Orders.Cli.Rows;

/// <summary>Which orders of a status are meant.</summary>
/// <param name="Status">The status; it must be an indexed one.</param>
internal sealed record OrderSearch(OrderStatus Status)
{
    private const int OrdersPerPage = 100;

    /// <summary>Whose; null for everybody's.</summary>
    public string? Owner { get; init; }

    /// <summary>Placed longer ago than this.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Placed less long ago than this.</summary>
    public TimeSpan? NewerThan { get; init; }

    /// <summary>At most so many.</summary>
    public required int Limit { get; init; }

    /// <summary>Reads them from the status index, oldest first over all its shards.</summary>
    /// <param name="index">The index.</param>
    /// <param name="now">From when ages count.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The orders, and whether there are more than the limit.</returns>
    public async Task<(IReadOnlyList<Order> Orders, bool HasMore)> RunAsync(StatusIndex index, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = new List<Order>();
        var youngest = OlderThan is { } older ? now - older : DateTimeOffset.MaxValue;
        ListCursor? place = NewerThan is { } newer ? new ListCursor(now - newer, 0) : null;
        do
        {
            var page = await index.ListAsync(Status, Owner, OrdersPerPage, place, cancellationToken);
            foreach (var order in page.Orders)
            {
                if (order.CreatedAt >= youngest)
                {
                    return (found, false);
                }

                if (found.Count == Limit)
                {
                    return (found, true);
                }

                found.Add(order);
            }

            place = page.Next;
        }
        while (place is { } next && next.CreatedAt < youngest);
        return (found, false);
    }
}
