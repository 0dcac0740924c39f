using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Local.Resources;

namespace Orders.Tests.Integration.Support;

/// <summary>A client of the real protocol that notes what is written, asks what it costs, and loses answers where a test wants that.</summary>
sealed class WatchedDynamoDb(LocalEndpoints endpoints) : AmazonDynamoDBClient(
    endpoints.AccessKey,
    endpoints.SecretKey,
    new AmazonDynamoDBConfig { ServiceURL = endpoints.DynamoDb.AbsoluteUri, AuthenticationRegion = endpoints.Region, MaxErrorRetry = 0 })
{
    int _answersToLose;

    /// <summary>How many statements each insert had.</summary>
    public ConcurrentQueue<int> Statements { get; } = new();

    /// <summary>What each insert cost.</summary>
    public ConcurrentQueue<double> WriteUnits { get; } = new();

    /// <summary>The next writes are made, and their answers never come.</summary>
    public void LoseAnswers(int count) => _answersToLose = count;

    public override async Task<BatchExecuteStatementResponse> BatchExecuteStatementAsync(
        BatchExecuteStatementRequest request, CancellationToken cancellationToken = default)
    {
        request.ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL;
        var response = await base.BatchExecuteStatementAsync(request, cancellationToken);
        Statements.Enqueue(request.Statements.Count);
        WriteUnits.Enqueue((response.ConsumedCapacity ?? []).Sum(static capacity => capacity.CapacityUnits ?? 0));
        LoseAnswer();
        return response;
    }

    public override async Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default)
    {
        var response = await base.UpdateItemAsync(request, cancellationToken);
        LoseAnswer();
        return response;
    }

    void LoseAnswer()
    {
        if (Interlocked.Decrement(ref _answersToLose) >= 0)
        {
            throw new HttpRequestException("The connection was lost before the answer.");
        }
    }
}
