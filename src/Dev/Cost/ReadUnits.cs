using System.Text.Json;

namespace Orders.Dev.Cost;

/// <summary>
/// Read units of GetItem and BatchGetItem. A key that finds nothing is a unit, too. Where a projection hides an item's size it is
/// taken to be at most 4 KB, as an order's nearly always is.
/// </summary>
internal static class ReadUnits
{
    public static decimal Of(JsonElement request, JsonElement response)
    {
        if (!request.TryGetProperty("RequestItems", out var tables))
        {
            var bytes = response.TryGetProperty("Item", out var item) ? ItemSize.Bytes(item) : 0;
            return BillingUnits.ReadUnits(bytes, IsConsistent(request));
        }

        return tables.EnumerateObject().Sum(static table =>
            table.Value.GetProperty("Keys").GetArrayLength() * BillingUnits.ReadUnits(0, IsConsistent(table.Value)));
    }

    private static bool IsConsistent(JsonElement read) => read.TryGetProperty("ConsistentRead", out var consistent) && consistent.GetBoolean();
}
