using System.Text.Json;
using Orders.Json;

namespace Orders.Storage;

/// <summary>A row of the table that is no order: somebody wrote to it past the pipeline. It is skipped, named and counted, and never stops its neighbours.</summary>
/// <param name="OrderId">Its key, fit to be shown: whatever it is, it is short and of printable ASCII.</param>
/// <param name="Attribute">The attribute that is missing or not as <see cref="OrdersTable"/> defines it.</param>
public sealed record UnreadableRow(string OrderId, string Attribute)
{
    /// <summary>What is wrong with the attribute.</summary>
    public const string Rule = "is missing or not as the table defines it";

    /// <summary>The row's owner, who alone may learn of it; null where that cannot be read either.</summary>
    public string? Owner { get; init; }

    /// <summary>Key, attribute and rule as one sentence.</summary>
    public override string ToString() => $"Row {OrderId} is no order: its attribute {Attribute} {Rule}";

    /// <summary>Writes the rows of a listing that are no orders, as the member <c>unreadable</c> of the object that is open.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="withAttribute">Whether with the attribute at fault: for operators, who can repair it.</param>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<UnreadableRow> rows, bool withAttribute)
    {
        writer.WriteStartArray("unreadable");
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("order_id", row.OrderId);
            writer.WriteOptional("attribute", withAttribute ? row.Attribute : null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal static UnreadableRow Of<TValue, TValues>(IReadOnlyDictionary<string, TValue> row, string attribute)
        where TValues : IAttributeValues<TValue>
    {
        return new UnreadableRow(JsonText.DisplayName(Text(OrdersTable.OrderId) ?? ""), attribute) { Owner = Text(OrdersTable.Owner) };

        string? Text(string name) => row.TryGetValue(name, out var value) ? TValues.Text(value) : null;
    }
}

/// <summary>A row that was asked for is no order.</summary>
/// <param name="row">The row.</param>
public sealed class UnreadableRowException(UnreadableRow row) : Exception($"{row}.")
{
    /// <summary>The row.</summary>
    public UnreadableRow Row { get; } = row;
}
