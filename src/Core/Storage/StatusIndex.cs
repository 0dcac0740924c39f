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
public sealed record OrderPage(IReadOnlyList<Order> Orders, ListCursor? Next)
{
    /// <summary>The rows between these orders that are none. Each is on one page only, like an order.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable { get; init; } = [];
}

/// <summary>Some of the orders that are due.</summary>
/// <param name="Ids">The orders.</param>
/// <param name="Unreadable">The rows between them whose key is no order id.</param>
public readonly record struct DuePage(IReadOnlyList<OrderId> Ids, IReadOnlyList<UnreadableRow> Unreadable);

/// <summary>Lists the orders of an indexed status by querying each shard of the index; never a scan.</summary>
public sealed class StatusIndex(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, TableSettings settings)
{
    private const int RowsPerQuery = 100;
    private const int QueriesPerShard = 4;

    // Lambda answers with 6 MB at most (AWS Lambda Developer Guide, "Lambda quotas"), a row may have 400 KB, and a character takes up to 7 bytes of an
    // answer, whose body is JSON in JSON. A page of orders as the pipeline writes them is shorter.
    private const int CharactersPerPage = 800_000;

    /// <summary>Whether the orders of the status can be listed at all.</summary>
    public bool Covers(OrderStatus status) => settings.IndexedStatuses.Contains(status);

    /// <summary>One page of the orders of a status that <paramref name="owner"/> may see; of all owners for null. Eventually consistent, as an index is.</summary>
    /// <exception cref="DependencyUnavailableException">DynamoDB cannot be used for now.</exception>
    public async Task<OrderPage> ListAsync(OrderStatus status, string? owner, int limit, ListCursor? after, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(StatusShard.All(status, settings)
            .Select(shard => ReadShardAsync(status, shard, owner, limit, after, cancellationToken)));

        // A shard that was not read to its end may have more rows right behind the last row read: nothing from there on is known for sure.
        var horizon = shards.Min(static shard => shard.ReadTo);
        var known = shards.SelectMany(static shard => shard.Rows)
            .Where(row => (after is null || row.Place > after) && (horizon is null || row.Place < horizon))
            .OrderBy(static row => row.Place)
            .ToList();
        var characters = 0;
        var page = known.Take(limit).TakeWhile((row, index) => (characters += row.Characters) <= CharactersPerPage || index == 0).ToList();
        return new OrderPage([.. page.Select(static row => row.Order).OfType<Order>()], known.Count > page.Count ? page[^1].Place : horizon)
        {
            Unreadable = [.. page.Select(static row => row.Unreadable).OfType<UnreadableRow>()],
        };
    }

    /// <summary>All orders of a status that were accepted before <paramref name="cutoff"/>, page by page. Their senders' clocks do not matter.</summary>
    /// <exception cref="DependencyUnavailableException">DynamoDB cannot be used for now.</exception>
    public async IAsyncEnumerable<DuePage> OlderThanAsync(
        OrderStatus status, DateTimeOffset cutoff, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Not only the shards of today's setting: an order that was written with more of them must not be left pending for ever.
        foreach (var shard in StatusShard.Every(status))
        {
            // The index has the sender's time, which is ahead of the acceptance by a few minutes at most.
            var query = Query(shard, "<", Timestamp.Format(cutoff.AddMinutes(OrderLimits.PlacedAtMinutesAhead)));
            query.FilterExpression = "attribute_not_exists(#accepted) OR #accepted < :cutoff";
            query.ProjectionExpression = "#id";
            query.ExpressionAttributeNames["#id"] = OrdersTable.OrderId;
            query.ExpressionAttributeNames["#accepted"] = OrdersTable.AcceptedAt;
            query.ExpressionAttributeValues[":cutoff"] = new AttributeValue(Timestamp.Format(cutoff));
            do
            {
                var response = await Calls.RunAsync(pipeline, async token => await dynamoDb.QueryAsync(query, token), cancellationToken);
                var (ids, unreadable) = (new List<OrderId>(), new List<UnreadableRow>());
                foreach (var row in response.Items ?? [])
                {
                    if (OrderKey.TryRead(Text(row, OrdersTable.OrderId), out var id))
                    {
                        ids.Add(id);
                    }
                    else
                    {
                        unreadable.Add(UnreadableRow.Of<AttributeValue, SdkAttributeValues>(row, OrdersTable.OrderId));
                    }
                }

                yield return new DuePage(ids, unreadable);
                query.ExclusiveStartKey = response.LastEvaluatedKey;
            }
            while (query.ExclusiveStartKey is { Count: > 0 });
        }
    }

    /// <returns>The owner's rows in the shard, and the place up to which it was read; null where that is its end.</returns>
    private async Task<(List<Row> Rows, ListCursor? ReadTo)> ReadShardAsync(
        OrderStatus status, string shard, string? owner, int limit, ListCursor? after, CancellationToken cancellationToken)
    {
        var query = Query(shard, ">=", after?.CreatedAt);
        query.Limit = RowsPerQuery;
        if (owner is not null)
        {
            query.FilterExpression = "#owner = :owner";
            query.ExpressionAttributeNames["#owner"] = OrdersTable.Owner;
            query.ExpressionAttributeValues[":owner"] = new AttributeValue(owner);
        }

        var rows = new List<Row>();
        for (var queries = 1; ; queries++)
        {
            var response = await Calls.RunAsync(pipeline, async token => await dynamoDb.QueryAsync(query, token), cancellationToken);
            rows.AddRange((response.Items ?? []).Select(row => Row.Of(row, status)));
            if (response.LastEvaluatedKey is not { Count: > 0 } last)
            {
                return (rows, null);
            }

            // The next page starts at this place, so it must be later than where this page started.
            var readTo = Horizon(Text(last, OrdersTable.CreatedAt));
            if ((rows.Count > limit || queries >= QueriesPerShard) && readTo is not null && (after is null || readTo > new ListCursor(after.Value.CreatedAt, 0)))
            {
                return (rows, readTo);
            }

            query.ExclusiveStartKey = last;
        }
    }

    // The row may be another owner's: of its text a reader learns no more than a time is long. A beginning sorts before the whole.
    private static ListCursor? Horizon(string createdAt)
    {
        var length = Math.Min(createdAt.Length, Timestamp.WireLength);
        length -= length > 0 && char.IsHighSurrogate(createdAt[length - 1]) ? 1 : 0;
        return length == 0 ? null : new ListCursor(createdAt[..length], 0);
    }

    private static string Text(Dictionary<string, AttributeValue> row, string name) => row.GetValueOrDefault(name)?.S ?? "";

    /// <param name="shard">The shard.</param>
    /// <param name="comparison">How <c>created_at</c> must stand to the text.</param>
    /// <param name="createdAt">The text; null for the whole shard.</param>
    private QueryRequest Query(string shard, string comparison, string? createdAt)
    {
        var query = new QueryRequest
        {
            TableName = settings.TableName,
            IndexName = OrdersTable.StatusIndex,
            KeyConditionExpression = "#shard = :shard",
            ExpressionAttributeNames = new() { ["#shard"] = OrdersTable.StatusShard },
            ExpressionAttributeValues = new() { [":shard"] = new AttributeValue(shard) },
        };
        if (createdAt is not null)
        {
            query.KeyConditionExpression += $" AND #created {comparison} :created";
            query.ExpressionAttributeNames["#created"] = OrdersTable.CreatedAt;
            query.ExpressionAttributeValues[":created"] = new AttributeValue(createdAt);
        }

        return query;
    }

    /// <summary>A row of the index, with its place; it is an order or unreadable.</summary>
    private readonly record struct Row(ListCursor Place, Order? Order, UnreadableRow? Unreadable)
    {
        public static Row Of(Dictionary<string, AttributeValue> row, OrderStatus status)
        {
            // A status that somebody changed alone leaves the row where it was in the index.
            if (OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out var order, out var unreadable) && order.Status != status)
            {
                (order, unreadable) = (null, UnreadableRow.Of<AttributeValue, SdkAttributeValues>(row, OrdersTable.StatusShard));
            }

            return new Row(ListCursor.Of(Text(row, OrdersTable.OrderId), Text(row, OrdersTable.CreatedAt)), order, unreadable);
        }

        /// <summary>About how long it is in an answer.</summary>
        public int Characters => Order is null ? 0 : Order.Content.Item.Length + Order.Content.CustomerName.Length + (Order.Content.CustomerEmail?.Length ?? 0)
            + Order.Content.Metadata.Sum(static pair => pair.Key.Length + pair.Value.Length) + Order.History.Sum(static change => 64 + (change.Reason?.Length ?? 0));
    }
}
