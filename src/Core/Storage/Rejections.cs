using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Resilience;
using Orders.Settings;
using Polly;

namespace Orders.Storage;

/// <summary>Records that placements were rejected, so that their senders may ask and consumers hear of it.</summary>
public sealed class Rejections(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, TableSettings settings)
{
    private readonly WriteStatements _statements = new(dynamoDb, pipeline);

    /// <summary>Records each rejected order once: a second rejection of the same order changes nothing.</summary>
    /// <param name="rejected">The rejected orders.</param>
    /// <param name="cancellationToken">The deadline; orders not recorded by then have failed.</param>
    /// <returns>For each order the cause why another attempt is needed, as a code for logs; null if none is: the order is recorded, or the table
    /// permanently refuses it. A failed call is a result, not an exception.</returns>
    public async Task<IReadOnlyList<string?>> RecordAsync(IReadOnlyList<RejectedOrder> rejected, CancellationToken cancellationToken)
    {
        var written = await _statements.RunAsync(
            [.. rejected.Select(order => new WriteStatement(order.Placement.OrderId, RejectionRow.Insert(order, settings)))], cancellationToken);
        return Array.ConvertAll(written, static result => result.Outcome == StatementOutcome.Done || result.IsDuplicate || result.IsUnwritable ? null : result.Cause ?? "Unknown");
    }

    /// <summary>Returns the rejected order, read strongly consistently; null if no placement of it was rejected.</summary>
    /// <exception cref="DependencyUnavailableException">DynamoDB is unavailable.</exception>
    public async Task<RejectedOrder?> FindAsync(OrderId id, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest
        {
            TableName = settings.TableName,
            Key = new(1) { [OrdersTable.OrderId] = new AttributeValue(RejectionRow.KeyOf(id)) },
            ConsistentRead = true,
        };
        var response = await Calls.RunAsync(pipeline, async token => await dynamoDb.GetItemAsync(request, token), cancellationToken);
        return response.Item is { Count: > 0 } row ? RejectionRow.Read<AttributeValue, SdkAttributeValues>(row) : null;
    }
}
