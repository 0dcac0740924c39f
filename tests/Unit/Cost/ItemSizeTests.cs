using System.Text.Json;
using Orders.Dev.Cost;

namespace Orders.Tests.Unit.Cost;

public sealed class ItemSizeTests
{
    [Theory]
    [InlineData("""{"id":{"S":"abc"}}""", 2 + 3)]
    [InlineData("""{"größe":{"S":"☕"}}""", 7 + 3)]
    // A byte for two digits and one more; zeros at the ends and the point are not stored, a sign is.
    [InlineData("""{"n":{"N":"0"}}""", 1 + 1)]
    [InlineData("""{"n":{"N":"12"}}""", 1 + 2)]
    [InlineData("""{"n":{"N":"123"}}""", 1 + 3)]
    [InlineData("""{"n":{"N":"1000000"}}""", 1 + 2)]
    [InlineData("""{"n":{"N":"-0.0012"}}""", 1 + 3)]
    [InlineData("""{"n":{"N":"1.5E+20"}}""", 1 + 2)]
    [InlineData("""{"b":{"B":"AAEC"},"t":{"BOOL":true},"z":{"NULL":true}}""", 1 + 3 + 1 + 1 + 1 + 1)]
    [InlineData("""{"l":{"L":[]}}""", 1 + 3)]
    [InlineData("""{"l":{"L":[{"S":"ab"},{"M":{"k":{"S":"v"}}}]}}""", 1 + 3 + (1 + 2) + (1 + 3 + 1 + 1 + 1))]
    [InlineData("""{"s":{"SS":["a","bc"]},"n":{"NS":["1","22"]},"b":{"BS":["AA=="]}}""", 1 + 3 + 1 + 4 + 1 + 1)]
    public void An_item_is_as_large_as_DynamoDB_bills_it(string item, int bytes)
    {
        using var json = JsonDocument.Parse(item);
        Assert.Equal(bytes, ItemSize.Bytes(json.RootElement));
    }
}
