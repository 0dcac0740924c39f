using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Dev.Cost;
using Orders.Model;
using Orders.Operations.Settings;
using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Cost;

/// <summary>The write units of the model beside those that the emulator reports for the pipeline's own statement and for changes of its row.</summary>
public sealed class WriteUnitsTests(EmulatorFixture emulators)
{
    [Theory]
    // Metadata, and a size of the row in the same KB.
    [InlineData(0, 600)]
    [InlineData(900, 1500)]
    [InlineData(3000, 3500)]
    public async Task A_row_takes_the_units_of_the_model_when_it_is_placed_and_when_it_leaves_and_enters_the_index(int metadataBytes, int rowBytes)
    {
        var (table, _) = await emulators.NewTableAsync();
        var content = Given.Content() with { Metadata = metadataBytes == 0 ? [] : new Dictionary<string, string> { ["note"] = new('x', metadataBytes) } };
        var order = Given.Order(content: content);
        var usage = new UsageModel(CostInputs.InFullBatches(PipelineSettings.Load(Repository.Settings), 1) with { RowBytes = rowBytes, IndexedStatuses = [OrderStatus.Pending] });

        var placed = await emulators.DynamoDb.BatchExecuteStatementAsync(
            new BatchExecuteStatementRequest
            {
                Statements = [new InsertStatement(Given.Table(table, OrderStatus.Pending)).For(order)],
                ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES,
            },
            Given.Token);
        Assert.Equal((usage.PlaceUnits, usage.PlaceIndexUnits), Units(placed.ConsumedCapacity.Single()));

        var left = await UpdateAsync(table, order, new UpdateItemRequest { UpdateExpression = "REMOVE #shard" });
        Assert.Equal((usage.RowUnits, usage.IndexUnits(OrderStatus.Pending, OrderStatus.Processing)), Units(left));

        var entered = await UpdateAsync(table, order, new UpdateItemRequest { UpdateExpression = "SET #shard = :shard", ExpressionAttributeValues = new() { [":shard"] = new("PENDING#1") } });
        Assert.Equal((usage.RowUnits, usage.IndexUnits(to: OrderStatus.Pending)), Units(entered));
    }

    async Task<ConsumedCapacity> UpdateAsync(string table, Order order, UpdateItemRequest request)
    {
        request.TableName = table;
        request.Key = new() { [OrdersTable.OrderId] = new(order.Id.ToString()) };
        request.ExpressionAttributeNames = new() { ["#shard"] = OrdersTable.StatusShard };
        request.ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES;
        return (await emulators.DynamoDb.UpdateItemAsync(request, Given.Token)).ConsumedCapacity;
    }

    static (decimal Row, decimal Index) Units(ConsumedCapacity reported) =>
        ((decimal)reported.Table.CapacityUnits!, (decimal)reported.GlobalSecondaryIndexes[OrdersTable.StatusIndex].CapacityUnits!);
}
