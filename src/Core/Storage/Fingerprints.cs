using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Resilience;
using Orders.Settings;
using Polly;

namespace Orders.Storage;

/// <summary>What distinguishes a repeat from a conflict: the content's digest, and the owner.</summary>
/// <param name="ContentHash">The digest.</param>
/// <param name="Owner">The owner.</param>
public readonly record struct Fingerprint(ContentHash ContentHash, string Owner)
{
    /// <summary>Whether the row had both. It does, unless it was written outside the pipeline.</summary>
    public bool IsReadable => ContentHash.Value.Length > 0 && Owner.Length > 0;

    /// <summary>Returns the order's fingerprint, in the table now or once it is written.</summary>
    public static Fingerprint Of(Order order) => new(order.ContentHash, order.Owner);
}

/// <summary>Reads the fingerprints of many orders at once.</summary>
public sealed class Fingerprints(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, TableSettings settings)
{
    /// <summary>Maximum keys in a <c>BatchGetItem</c> (DynamoDB API Reference).</summary>
    public const int KeysPerRequest = 100;

    /// <summary>Returns the fingerprints of the orders that are in the table.</summary>
    /// <param name="ids">The orders; an id may be given twice.</param>
    /// <param name="consistent">Whether to read strongly consistently, for twice the read units.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="DependencyUnavailableException">DynamoDB is unavailable.</exception>
    public async Task<IReadOnlyDictionary<OrderId, Fingerprint>> ReadAsync(
        IReadOnlyCollection<OrderId> ids, bool consistent, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<OrderId, Fingerprint>();
        await Task.WhenAll(ids.Distinct().Chunk(KeysPerRequest).Select(chunk => ReadChunkAsync(chunk, consistent, found, cancellationToken)));
        return found;
    }

    private async Task ReadChunkAsync(
        OrderId[] ids, bool consistent, ConcurrentDictionary<OrderId, Fingerprint> found, CancellationToken cancellationToken)
    {
        var left = new KeysAndAttributes
        {
            Keys = [.. ids.Select(static id => OrderKey.Of(id))],
            ConsistentRead = consistent,
            ProjectionExpression = "#id, #hash, #owner",
            ExpressionAttributeNames = new() { ["#id"] = OrdersTable.OrderId, ["#hash"] = OrdersTable.ContentHash, ["#owner"] = OrdersTable.Owner },
        };
        var progress = await Calls.RunAsync(
            pipeline,
            async token =>
            {
                var response = await dynamoDb.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { [settings.TableName] = left } }, token);
                foreach (var row in response.Responses?.GetValueOrDefault(settings.TableName) ?? [])
                {
                    Add(found, row);
                }

                if (response.UnprocessedKeys?.GetValueOrDefault(settings.TableName) is not { Keys.Count: > 0 } unprocessed)
                {
                    return BatchProgress.Done;
                }

                left = unprocessed;
                return BatchProgress.SomeLeft;
            },
            cancellationToken);
        if (progress == BatchProgress.SomeLeft)
        {
            throw new DependencyUnavailableException(Calls.DynamoDb, cause: null);
        }
    }

    // A missing attribute is read as empty. An order has no empty ones, so no order equals it.
    private static void Add(ConcurrentDictionary<OrderId, Fingerprint> found, Dictionary<string, AttributeValue> row)
    {
        if (OrderId.TryParse(row.GetValueOrDefault(OrdersTable.OrderId)?.S, out var id))
        {
            found[id] = new Fingerprint(
                new ContentHash(row.GetValueOrDefault(OrdersTable.ContentHash)?.S ?? ""),
                row.GetValueOrDefault(OrdersTable.Owner)?.S ?? "");
        }
    }
}
