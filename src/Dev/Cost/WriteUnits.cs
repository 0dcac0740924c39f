using System.Text.Json;
using Orders.Storage;

namespace Orders.Dev.Cost;

/// <summary>Write units of one change of a row.</summary>
/// <param name="Row">For the row: its larger image.</param>
/// <param name="Index">For its entry in the index, which has all attributes: one that comes, goes or stays is a write, one whose keys change is two.</param>
internal readonly record struct WriteUnits(decimal Row, decimal Index)
{
    /// <summary>The units of a stream record with both images (DynamoDB Developer Guide, "Provisioned throughput considerations for Global Secondary Indexes").</summary>
    public static WriteUnits Of(JsonElement streamRecord)
    {
        var change = streamRecord.GetProperty("dynamodb");
        var (before, after) = (Image(change, "OldImage"), Image(change, "NewImage"));
        var (unitsBefore, unitsAfter) = (Units(before), Units(after));
        var index = (Entry(before), Entry(after)) switch
        {
            (null, null) => 0,
            (null, _) => unitsAfter,
            (_, null) => unitsBefore,
            ({ } old, { } now) => old == now ? Math.Max(unitsBefore, unitsAfter) : unitsBefore + unitsAfter,
        };
        return new WriteUnits(Math.Max(unitsBefore, unitsAfter), index);
    }

    private static JsonElement? Image(JsonElement change, string name) => change.TryGetProperty(name, out var image) ? image : null;

    private static decimal Units(JsonElement? image) => image is { } item ? BillingUnits.WriteUnits(ItemSize.Bytes(item)) : 0;

    private static (string? Shard, string? CreatedAt)? Entry(JsonElement? image) =>
        image is { } item && Text(item, OrdersTable.StatusShard) is { } shard && Text(item, OrdersTable.CreatedAt) is { } createdAt ? (shard, createdAt) : null;

    private static string? Text(JsonElement item, string attribute) =>
        item.TryGetProperty(attribute, out var value) && value.TryGetProperty("S", out var text) ? text.GetString() : null;
}
