using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Resilience;
using Orders.Settings;
using Polly;

namespace Orders.Storage;

/// <summary>Reads single orders.</summary>
public sealed class OrderReader(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, TableSettings settings)
{
    /// <summary>Returns the order, read strongly consistently; null if it does not exist.</summary>
    /// <exception cref="DependencyUnavailableException">DynamoDB is unavailable.</exception>
    /// <exception cref="UnreadableRowException">The row is not a valid order.</exception>
    public async Task<Order?> FindAsync(OrderId id, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest { TableName = settings.TableName, Key = OrderKey.Of(id), ConsistentRead = true };
        var response = await Calls.RunAsync(
            pipeline, async token => await dynamoDb.GetItemAsync(request, token), cancellationToken);
        return response.Item is { Count: > 0 } row ? OrderRowReader.Read<AttributeValue, SdkAttributeValues>(row) : null;
    }
}
