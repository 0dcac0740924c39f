using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.SQSEvents;

namespace Orders.Benchmarks.PeerProcessors;

/// <summary>The usual one: a conditional <c>PutItem</c> for each order, all at once.</summary>
internal sealed class UsualProcessor(IAmazonDynamoDB dynamoDb)
{
    public async Task<SQSBatchResponse> HandleAsync(SQSEvent batch)
    {
        var failed = await Task.WhenAll(batch.Records.Select(PlaceAsync));
        return new SQSBatchResponse([.. failed.OfType<SQSBatchResponse.BatchItemFailure>()]);
    }

    private async Task<SQSBatchResponse.BatchItemFailure?> PlaceAsync(SQSEvent.SQSMessage message)
    {
        try
        {
            await dynamoDb.PutItemAsync(new PutItemRequest
            {
                TableName = "orders", Item = PlacedOrder.Read(message).ToRow(), ConditionExpression = "attribute_not_exists(order_id)",
            });
            return null;
        }
        catch (ConditionalCheckFailedException)
        {
            // A repeat.
            return null;
        }
        catch (Exception)
        {
            return new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId };
        }
    }
}
