using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Dev.Cost;
using Orders.Model;
using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Cost;

/// <summary>The units that are counted from images beside those that the emulator says it has consumed.</summary>
public sealed class WriteUnitsTests(EmulatorFixture emulators)
{
    [Theory]
    [InlineData(0)]
    [InlineData(900)]
    [InlineData(3000)]
    public async Task Units_counted_from_images_are_those_that_the_emulator_reports(int noteBytes)
    {
        var (table, _) = await emulators.NewTableAsync();
        var settings = Given.Table(table, OrderStatus.Pending);
        var order = Given.Order();

        var inserted = await emulators.DynamoDb.BatchExecuteStatementAsync(
            new BatchExecuteStatementRequest { Statements = [new InsertStatement(settings).For(order)], ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES }, Given.Token);
        var placed = await ReadAsync(table, order);
        AssertEqual(inserted.ConsumedCapacity.Single(), before: null, placed);

        // Out of the index, and larger.
        var changed = await UpdateAsync(table, order, "SET #note = :note REMOVE #shard", new() { [":note"] = new(new string('x', noteBytes + 1)) });
        var left = await ReadAsync(table, order);
        AssertEqual(changed, placed, left);

        // Back into it.
        changed = await UpdateAsync(table, order, "SET #note = :note, #shard = :shard", new() { [":note"] = new("x"), [":shard"] = new("PENDING#1") });
        var back = await ReadAsync(table, order);
        AssertEqual(changed, left, back);

        var removed = await emulators.DynamoDb.DeleteItemAsync(
            new DeleteItemRequest(table, Key(order)) { ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES }, Given.Token);
        AssertEqual(removed.ConsumedCapacity, back, after: null);
    }

    async Task<ConsumedCapacity> UpdateAsync(string table, Order order, string expression, Dictionary<string, AttributeValue> values)
    {
        var names = new Dictionary<string, string> { ["#note"] = "note", ["#shard"] = OrdersTable.StatusShard };
        var response = await emulators.DynamoDb.UpdateItemAsync(
            new UpdateItemRequest
            {
                TableName = table,
                Key = Key(order),
                UpdateExpression = expression,
                ExpressionAttributeNames = names,
                ExpressionAttributeValues = values,
                ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES,
            },
            Given.Token);
        return response.ConsumedCapacity;
    }

    async Task<JsonObject> ReadAsync(string table, Order order)
    {
        var row = (await emulators.DynamoDb.GetItemAsync(new GetItemRequest(table, Key(order)) { ConsistentRead = true }, Given.Token)).Item;
        return new JsonObject(row.Select(static attribute => KeyValuePair.Create<string, JsonNode?>(
            attribute.Key, attribute.Value.S is { } text ? new JsonObject { ["S"] = text } : new JsonObject { ["N"] = attribute.Value.N })));
    }

    static void AssertEqual(ConsumedCapacity reported, JsonObject? before, JsonObject? after)
    {
        var change = new JsonObject();
        if (before is not null)
        {
            change["OldImage"] = before.DeepClone();
        }

        if (after is not null)
        {
            change["NewImage"] = after.DeepClone();
        }

        using var record = JsonDocument.Parse(new JsonObject { ["dynamodb"] = change }.ToJsonString());
        var counted = WriteUnits.Of(record.RootElement);
        Assert.Equal(((decimal)reported.Table.CapacityUnits!, (decimal)reported.GlobalSecondaryIndexes[OrdersTable.StatusIndex].CapacityUnits!), (counted.Row, counted.Index));
    }

    static Dictionary<string, AttributeValue> Key(Order order) => new() { [OrdersTable.OrderId] = new(order.Id.ToString()) };
}
