using Orders.Model;
using Orders.Storage;

namespace Orders.Operations.Orders;

/// <summary>Selects orders of a status.</summary>
/// <param name="Status">The status, which must be indexed.</param>
internal sealed record OrderSearch(OrderStatus Status)
{
    private const int OrdersPerPage = 100;

    /// <summary>The owner; null for all owners.</summary>
    public string? Owner { get; init; }

    /// <summary>Only orders placed longer ago than this.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Only orders placed within this time.</summary>
    public TimeSpan? NewerThan { get; init; }

    /// <summary>The maximum number of orders.</summary>
    public required int Limit { get; init; }

    /// <summary>Reads the orders from the status index, oldest first over all its shards.</summary>
    /// <param name="index">The index.</param>
    /// <param name="now">The time from which ages count.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The orders, whether there are more than the limit, and the rows that are not valid orders.</returns>
    public async Task<(IReadOnlyList<Order> Orders, bool HasMore, IReadOnlyList<UnreadableRow> Unreadable)> RunAsync(
        StatusIndex index, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (found, unreadable) = (new List<Order>(), new List<UnreadableRow>());
        DateTimeOffset? youngest = OlderThan is { } older ? Timestamp.Shift(now, -older) : null;
        ListCursor? end = youngest is { } time ? ListCursor.At(time) : null;
        ListCursor? place = NewerThan is { } newer ? ListCursor.At(Timestamp.Shift(now, -newer)) : null;
        do
        {
            var page = await index.ListAsync(Status, Owner, OrdersPerPage, place, cancellationToken);
            unreadable.AddRange(page.Unreadable);
            foreach (var order in page.Orders.Where(order => youngest is null || order.CreatedAt < youngest))
            {
                if (found.Count == Limit)
                {
                    return (found, true, unreadable);
                }

                found.Add(order);
            }

            place = page.Next;
        }
        while (place is not null && (end is null || place < end));
        return (found, false, unreadable);
    }
}
