using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Resilience;
using Orders.Storage;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Storage;

public sealed class FingerprintsTests : IDisposable
{
    private readonly FakeDynamoDb _dynamoDb = new();
    private readonly Fingerprints _fingerprints;

    public FingerprintsTests() =>
        _fingerprints = new Fingerprints(_dynamoDb, new AwsPipelines(new InstantTime(Given.Now), static () => 0.5).DynamoDb, Given.Table);

    public void Dispose() => _dynamoDb.Dispose();

    [Fact]
    public async Task A_request_has_at_most_a_hundred_keys_and_each_once()
    {
        var orders = Enumerable.Range(0, 250).Select(static i => Given.Order($"key-{i}")).ToList();
        orders.Take(200).ToList().ForEach(order => _dynamoDb.Add(order));
        var found = await _fingerprints.ReadAsync([.. orders.Select(static order => order.Id), orders[0].Id], consistent: false, Given.Token);
        Assert.Equal(200, found.Count);
        Assert.Equal(Fingerprint.Of(orders[7]), found[orders[7].Id]);
        Assert.Equal([50, 100, 100], _dynamoDb.Sent<BatchGetItemRequest>().Select(static request => request.RequestItems[Given.TableName].Keys.Count).Order());
    }

    [Fact]
    public async Task Keys_that_were_left_unprocessed_are_asked_for_again()
    {
        _dynamoDb.Unprocessed = static call => call switch { 1 => 6, 2 => 2, _ => 0 };
        var orders = Enumerable.Range(0, 10).Select(static i => Given.Order($"key-{i}")).ToList();
        orders.ForEach(order => _dynamoDb.Add(order));
        Assert.Equal(10, (await _fingerprints.ReadAsync([.. orders.Select(static order => order.Id)], consistent: true, Given.Token)).Count);
        Assert.Equal([10, 6, 2], _dynamoDb.Sent<BatchGetItemRequest>().Select(static request => request.RequestItems[Given.TableName].Keys.Count));
        Assert.All(_dynamoDb.Sent<BatchGetItemRequest>(), static request => Assert.True(request.RequestItems[Given.TableName].ConsistentRead));
    }

    [Fact]
    public async Task Keys_that_stay_unprocessed_are_an_outage_and_not_new_orders()
    {
        _dynamoDb.Unprocessed = static _ => 1;
        _dynamoDb.Add(Given.Order());
        var exception = await Assert.ThrowsAsync<DependencyUnavailableException>(() => _fingerprints.ReadAsync([Given.Order().Id], consistent: false, Given.Token));
        Assert.Equal("DynamoDB", exception.Dependency);
        Assert.Equal(4, _dynamoDb.Requests.Count);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_a_fault_of_ours()
    {
        _dynamoDb.FailBefore = static (_, _) => Faults.DynamoDb("ResourceNotFoundException", 400);
        await Assert.ThrowsAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(() => _fingerprints.ReadAsync([Given.Order().Id], consistent: false, Given.Token));
        Assert.Single(_dynamoDb.Requests);
    }
}
