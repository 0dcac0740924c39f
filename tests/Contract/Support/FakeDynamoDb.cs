using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Orders.Model;
using Orders.Storage;

namespace Orders.Tests.Contract.Support;

/// <summary>A table that has some orders.</summary>
sealed class FakeDynamoDb() : AmazonDynamoDBClient(new BasicAWSCredentials("id", "key"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" })
{
    public List<Order> Orders { get; } = [];

    public List<RejectedOrder> Rejected { get; } = [];

    /// <summary>What every call ends in; null where all is well.</summary>
    public Exception? Failure { get; set; }

    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default) =>
        Answer(() => new GetItemResponse { Item = Find([request.Key]).FirstOrDefault() });

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default) =>
        Answer(() => new BatchGetItemResponse
        {
            Responses = request.RequestItems.ToDictionary(static table => table.Key, table => Find(table.Value.Keys)),
        });

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default) =>
        Answer(() => new QueryResponse { Items = Orders.ConvertAll(Rows.Of) });

    List<Dictionary<string, AttributeValue>> Find(IEnumerable<Dictionary<string, AttributeValue>> keys) =>
        [.. from key in keys from row in Orders.Select(Rows.Of).Concat(Rejected.Select(Rows.Of)) where row[OrdersTable.OrderId].S == key[OrdersTable.OrderId].S select row];

    Task<T> Answer<T>(Func<T> answer) => Failure is null ? Task.FromResult(answer()) : Task.FromException<T>(Failure);
}
