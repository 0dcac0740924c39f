using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Resilience;
using Orders.Storage;
using Polly;

namespace Orders.Operations.Orders.Erasing;

/// <summary>
/// Removes the personal fields from a row by one conditional write. Status, version, history, content hash, owner and key stay, so the change gives no
/// event, a repeat of the placement is still recognized, and later changes go on as before.
/// </summary>
/// <param name="dynamoDb">The DynamoDB client.</param>
/// <param name="pipeline">Retries calls.</param>
/// <param name="table">The table's name.</param>
/// <param name="orders">Reads the row if the condition fails.</param>
/// <param name="time">The clock.</param>
internal sealed class RowErasure(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, string table, OrderReader orders, TimeProvider time)
{
    /// <summary>Erases one row. Never cancelled: nobody would know whether it was done.</summary>
    /// <returns>The cause; null if the row is erased.</returns>
    public async Task<string?> RunAsync(Order order)
    {
        var personal = PersonalFields.All.Order(StringComparer.Ordinal).ToList();
        var request = new UpdateItemRequest
        {
            TableName = table,
            Key = new() { [OrdersTable.OrderId] = new(order.Id.ToString()) },
            UpdateExpression = $"SET #erased = :now REMOVE {string.Join(", ", personal.Select(static (_, i) => $"#f{i}"))}",
            // The hash: after a removal, the id may be that of another order.
            ConditionExpression = "#hash = :hash AND attribute_not_exists(#erased)",
            ExpressionAttributeNames = new() { ["#erased"] = OrdersTable.ErasedAt, ["#hash"] = OrdersTable.ContentHash },
            ExpressionAttributeValues = new() { [":now"] = new(Timestamp.Format(time.GetUtcNow())), [":hash"] = new(order.ContentHash.Value) },
        };
        foreach (var (i, name) in personal.Index())
        {
            request.ExpressionAttributeNames[$"#f{i}"] = name;
        }

        try
        {
            return await RunAsync(request) ? null : await WhyNotAsync(order.Id);
        }
        catch (UnreadableRowException)
        {
            return "ReplacedMeanwhile";
        }
        catch (Exception exception) when (exception is DependencyUnavailableException || CallFailure.Is(exception))
        {
            return CallFailure.Name(exception);
        }
    }

    private async Task<bool> RunAsync(UpdateItemRequest request)
    {
        try
        {
            await pipeline.ExecuteAsync(async token => await dynamoDb.UpdateItemAsync(request, token), CancellationToken.None);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    // The row may have this command's own write, whose answer was lost.
    private async Task<string?> WhyNotAsync(OrderId id) => await orders.FindAsync(id, CancellationToken.None) switch
    {
        { ErasedAt: not null } => null,
        null => "RemovedMeanwhile",
        _ => "ReplacedMeanwhile",
    };
}
