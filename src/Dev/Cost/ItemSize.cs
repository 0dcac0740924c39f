using System.Text;
using System.Text.Json;

namespace Orders.Dev.Cost;

/// <summary>
/// The size of an item in DynamoDB's JSON, as it bills it (DynamoDB Developer Guide, "DynamoDB item sizes and formats"): UTF-8 of names
/// and texts, a byte for two digits and one more of a number, three bytes for a list or map and one for each of its entries.
/// </summary>
internal static class ItemSize
{
    private const int CollectionBytes = 3;
    private const int EntryBytes = 1;

    /// <summary>The size of an item.</summary>
    public static int Bytes(JsonElement item) => item.EnumerateObject().Sum(static attribute => Utf8(attribute.Name) + Value(attribute.Value));

    private static int Value(JsonElement typed)
    {
        var type = typed.EnumerateObject().First();
        return type.Name switch
        {
            "S" => Utf8(type.Value.GetString()!),
            "N" => Number(type.Value.GetString()!),
            "B" => type.Value.GetBytesFromBase64().Length,
            "BOOL" or "NULL" => 1,
            "L" => CollectionBytes + type.Value.EnumerateArray().Sum(static value => EntryBytes + Value(value)),
            "M" => CollectionBytes + type.Value.EnumerateObject().Sum(static entry => EntryBytes + Utf8(entry.Name) + Value(entry.Value)),
            "SS" => type.Value.EnumerateArray().Sum(static value => Utf8(value.GetString()!)),
            "NS" => type.Value.EnumerateArray().Sum(static value => Number(value.GetString()!)),
            "BS" => type.Value.EnumerateArray().Sum(static value => value.GetBytesFromBase64().Length),
            _ => throw new JsonException($"An attribute has the unknown type {type.Name}."),
        };
    }

    private static int Utf8(string text) => Encoding.UTF8.GetByteCount(text);

    // Zeros before and behind the others are not stored.
    private static int Number(string number)
    {
        var mantissa = number.ToUpperInvariant().Split('E')[0];
        var digits = mantissa.Where(char.IsAsciiDigit).SkipWhile(static digit => digit == '0').Reverse().SkipWhile(static digit => digit == '0').Count();
        return 1 + (digits + 1) / 2 + (mantissa.StartsWith('-') ? 1 : 0);
    }
}
