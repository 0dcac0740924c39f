using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Resilience;
using Orders.Settings;
using Polly;

namespace Orders.Storage;

/// <summary>Some of the orders of a status, oldest first.</summary>
/// <param name="Orders">May be empty although there are more: those looked at were another owner's.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record OrderPage(IReadOnlyList<Order> Orders, ListCursor? Next);

/// <summary>Lists the orders of an indexed status by querying each shard of the index; never a scan.</summary>
public sealed class StatusIndex(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, TableSettings settings)
{
    private const int RowsPerQuery = 100;
    private const int QueriesPerShard = 4;

    /// <summary>Whether the orders of the status can be listed at all.</summary>
    public bool Covers(OrderStatus status) => settings.IndexedStatuses.Contains(status);

    /// <summary>One page of the orders of a status that <paramref name="owner"/> may see; of all owners for null. Eventually consistent, as an index is.</summary>
    /// <exception cref="DependencyUnavailableException">DynamoDB cannot be used for now.</exception>
    public async Task<OrderPage> ListAsync(OrderStatus status, string? owner, int limit, ListCursor? after, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(StatusShard.All(status, settings)
            .Select(shard => ReadShardAsync(shard, owner, limit, after, cancellationToken)));

        // A shard that was not read to its end may have more orders right behind the last row read: nothing from there on is known for sure.
        var horizon = shards.Min(static shard => shard.ReadTo);
        var known = shards.SelectMany(static shard => shard.Orders)
            .Select(static order => (Order: order, Place: ListCursor.Of(order.Id, order.CreatedAt)))
            .Where(entry => (after is null || entry.Place > after) && (horizon is null || entry.Order.CreatedAt < horizon))
            .OrderBy(static entry => entry.Place)
            .ToList();
        var page = known.Take(limit).Select(static entry => entry.Order).ToList();
        ListCursor? next = known.Count > limit
            ? known[limit - 1].Place
            : horizon is { } time ? new ListCursor(time, 0) : null;
        return new OrderPage(page, next);
    }

    /// <summary>The ids of all orders of a status that were placed before <paramref name="cutoff"/>, page by page, oldest first in each shard.</summary>
    /// <exception cref="DependencyUnavailableException">DynamoDB cannot be used for now.</exception>
    public async IAsyncEnumerable<IReadOnlyList<OrderId>> OlderThanAsync(
        OrderStatus status, DateTimeOffset cutoff, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var shard in StatusShard.All(status, settings))
        {
            var query = Query(shard, "#created < :time", cutoff);
            query.ProjectionExpression = "#id";
            query.ExpressionAttributeNames["#id"] = OrdersTable.OrderId;
            do
            {
                var response = await Calls.RunAsync(pipeline, async token => await dynamoDb.QueryAsync(query, token), cancellationToken);
                yield return [.. (response.Items ?? [])
                    .Select(static row => OrderId.TryParse(row.GetValueOrDefault(OrdersTable.OrderId)?.S, out var id) ? id : default(OrderId?))
                    .OfType<OrderId>()];
                query.ExclusiveStartKey = response.LastEvaluatedKey;
            }
            while (query.ExclusiveStartKey is { Count: > 0 });
        }
    }

    /// <returns>The owner's orders in the shard, and the time up to which it was read; null where that is its end.</returns>
    private async Task<(List<Order> Orders, DateTimeOffset? ReadTo)> ReadShardAsync(
        string shard, string? owner, int limit, ListCursor? after, CancellationToken cancellationToken)
    {
        var query = Query(shard, "#created >= :time", after?.CreatedAt ?? DateTimeOffset.UnixEpoch);
        query.Limit = RowsPerQuery;
        if (owner is not null)
        {
            query.FilterExpression = "#owner = :owner";
            query.ExpressionAttributeNames["#owner"] = OrdersTable.Owner;
            query.ExpressionAttributeValues[":owner"] = new AttributeValue(owner);
        }

        var orders = new List<Order>();
        for (var queries = 1; ; queries++)
        {
            var response = await Calls.RunAsync(pipeline, async token => await dynamoDb.QueryAsync(query, token), cancellationToken);
            orders.AddRange((response.Items ?? []).Select(static row => OrderRowReader.Read<AttributeValue, SdkAttributeValues>(row)));
            if (response.LastEvaluatedKey is not { Count: > 0 } last)
            {
                return (orders, null);
            }

            // The next page starts at this time, so it must be later than where this page started.
            var readTo = Timestamp.TryParse(last.GetValueOrDefault(OrdersTable.CreatedAt)?.S, out var time) ? time : DateTimeOffset.MaxValue;
            if ((orders.Count > limit || queries >= QueriesPerShard) && (after is null || readTo > after.Value.CreatedAt))
            {
                return (orders, readTo);
            }

            query.ExclusiveStartKey = last;
        }
    }

    private QueryRequest Query(string shard, string condition, DateTimeOffset time) => new()
    {
        TableName = settings.TableName,
        IndexName = OrdersTable.StatusIndex,
        KeyConditionExpression = $"#shard = :shard AND {condition}",
        ExpressionAttributeNames = new() { ["#shard"] = OrdersTable.StatusShard, ["#created"] = OrdersTable.CreatedAt },
        ExpressionAttributeValues = new() { [":shard"] = new AttributeValue(shard), [":time"] = new AttributeValue(Timestamp.Format(time)) },
    };
}
