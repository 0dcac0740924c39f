using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.SQSEvents;

namespace Orders.Benchmarks.PeerProcessors;

/// <summary>The leanest one that writes every order once: PartiQL batches of 25, and nothing else.</summary>
internal sealed class LeanestProcessor(IAmazonDynamoDB dynamoDb)
{
    private const int StatementsPerRequest = 25;

    public async Task<SQSBatchResponse> HandleAsync(SQSEvent batch)
    {
        var failed = await Task.WhenAll(batch.Records.Chunk(StatementsPerRequest).Select(PlaceAsync));
        return new SQSBatchResponse([.. failed.SelectMany(static failures => failures)]);
    }

    private async Task<IEnumerable<SQSBatchResponse.BatchItemFailure>> PlaceAsync(SQSEvent.SQSMessage[] messages)
    {
        var response = await dynamoDb.BatchExecuteStatementAsync(new BatchExecuteStatementRequest { Statements = [.. messages.Select(Insert)] });
        return from result in messages.Zip(response.Responses)
               where result.Second.Error is { } error && error.Code != BatchStatementErrorCodeEnum.DuplicateItem
               select new SQSBatchResponse.BatchItemFailure { ItemIdentifier = result.First.MessageId };
    }

    private static BatchStatementRequest Insert(SQSEvent.SQSMessage message)
    {
        var row = PlacedOrder.Read(message).ToRow();
        return new BatchStatementRequest
        {
            Statement = $"INSERT INTO \"orders\" VALUE {{{string.Join(", ", row.Keys.Select(static name => $"'{name}': ?"))}}}",
            Parameters = [.. row.Values],
        };
    }
}
