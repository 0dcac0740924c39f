using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Resilience;
using Orders.Settings;
using Polly;

namespace Orders.Storage;

/// <summary>A page of the orders of a status, oldest first.</summary>
/// <param name="Orders">The orders. May be empty although there are more, if those read were another owner's.</param>
/// <param name="Next">The next page's position; null at the end.</param>
public sealed record OrderPage(IReadOnlyList<Order> Orders, ListCursor? Next)
{
    /// <summary>The rows between these orders that are not valid orders. Each is on one page only, like an order.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable { get; init; } = [];
}

/// <summary>A page of the orders to expire.</summary>
/// <param name="Ids">The orders' ids.</param>
/// <param name="Unreadable">The rows between them whose key is not an order id.</param>
public readonly record struct DuePage(IReadOnlyList<OrderId> Ids, IReadOnlyList<UnreadableRow> Unreadable);

/// <summary>Lists the orders of an indexed status by querying each shard of the index; never by a scan.</summary>
public sealed class StatusIndex(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, TableSettings settings)
{
    private const int RowsPerQuery = 100;
    private const int QueriesPerShard = 4;

    // Lambda's answers have at most 6 MB (AWS Lambda Developer Guide, "Lambda quotas"), a row may have 400 KB, and a character takes up to 7 bytes of
    // an answer, whose body is JSON in JSON. A page of orders that the pipeline wrote is shorter.
    private const int CharactersPerPage = 800_000;

    /// <summary>Whether the status is indexed, so that its orders can be listed.</summary>
    public bool Covers(OrderStatus status) => settings.IndexedStatuses.Contains(status);

    /// <summary>Returns one page of the orders of a status that <paramref name="owner"/> may see; null for all owners. Eventually
    /// consistent.</summary>
    /// <exception cref="DependencyUnavailableException">DynamoDB is unavailable.</exception>
    public async Task<OrderPage> ListAsync(OrderStatus status, string? owner, int limit, ListCursor? after, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(StatusShard.All(status, settings)
            .Select(shard => ReadShardAsync(status, shard, owner, limit, after, cancellationToken)));

        // A shard that was not read to its end may have more rows directly after the last row read: rows after that position are incomplete.
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

    /// <summary>Returns all orders of a status that were accepted before <paramref name="cutoff"/>, page by page. Senders' clocks do not
    /// matter.</summary>
    /// <exception cref="DependencyUnavailableException">DynamoDB is unavailable.</exception>
    public async IAsyncEnumerable<DuePage> OlderThanAsync(
        OrderStatus status, DateTimeOffset cutoff, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // All possible shards, not only those of the current setting: an order written with more shards must not stay pending forever.
        foreach (var shard in StatusShard.Every(status))
        {
            // The index has the sender's time, which is at most a few minutes after the acceptance.
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

    /// <returns>The owner's rows in the shard, and the position up to which it was read; null at its end.</returns>
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

            // The next page starts at this position, so it must be after this page's start.
            var readTo = Horizon(Text(last, OrdersTable.CreatedAt));
            if ((rows.Count > limit || queries >= QueriesPerShard) && readTo is not null && (after is null || readTo > new ListCursor(after.Value.CreatedAt, 0)))
            {
                return (rows, readTo);
            }

            query.ExclusiveStartKey = last;
        }
    }

    // The row may be another owner's, so only as many characters of its text as a time has go into the cursor. A prefix sorts before the whole text.
    private static ListCursor? Horizon(string createdAt)
    {
        var length = Math.Min(createdAt.Length, Timestamp.WireLength);
        length -= length > 0 && char.IsHighSurrogate(createdAt[length - 1]) ? 1 : 0;
        return length == 0 ? null : new ListCursor(createdAt[..length], 0);
    }

    private static string Text(Dictionary<string, AttributeValue> row, string name) => row.GetValueOrDefault(name)?.S ?? "";

    /// <param name="shard">The shard.</param>
    /// <param name="comparison">The comparison of <c>created_at</c> with the text.</param>
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

    /// <summary>A row of the index with its position; it is an order or unreadable.</summary>
    private readonly record struct Row(ListCursor Place, Order? Order, UnreadableRow? Unreadable)
    {
        public static Row Of(Dictionary<string, AttributeValue> row, OrderStatus status)
        {
            // A write that changed only the status leaves the row at its place in the index.
            if (OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out var order, out var unreadable) && order.Status != status)
            {
                (order, unreadable) = (null, UnreadableRow.Of<AttributeValue, SdkAttributeValues>(row, OrdersTable.StatusShard));
            }

            return new Row(ListCursor.Of(Text(row, OrdersTable.OrderId), Text(row, OrdersTable.CreatedAt)), order, unreadable);
        }

        /// <summary>Its approximate length in an answer.</summary>
        public int Characters => Order is null ? 0 : Order.Content.Item.Length + (Order.Content.CustomerName?.Length ?? 0) + (Order.Content.CustomerEmail?.Length ?? 0)
            + Order.Content.Metadata.Sum(static pair => pair.Key.Length + pair.Value.Length) + Order.History.Sum(static change => 64 + (change.Reason?.Length ?? 0));
    }
}
