using System.Text.Json;
using Orders.Json;

namespace Orders.Storage;

/// <summary>A row of the table that is not a valid order, because it was written outside the pipeline. It is skipped, logged and counted, and never
/// stops other rows.</summary>
/// <param name="OrderId">The row's key for messages: short, and only printable ASCII.</param>
/// <param name="Attribute">The attribute that is missing or not as <see cref="OrdersTable"/> defines it.</param>
public sealed record UnreadableRow(string OrderId, string Attribute)
{
    /// <summary>The rule that the attribute breaks.</summary>
    public const string Rule = "is missing or not as the table defines it";

    /// <summary>The row's owner, who alone may learn of it; null if that is unreadable too.</summary>
    public string? Owner { get; init; }

    /// <summary>Returns key, attribute and rule as a sentence.</summary>
    public override string ToString() => $"Row {OrderId} is not an order: its attribute {Attribute} {Rule}";

    /// <summary>Writes a listing's unreadable rows as the member <c>unreadable</c> of the open object.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="withAttribute">Whether to include the invalid attribute, for operators who can repair it.</param>
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

/// <summary>A requested row is not a valid order.</summary>
/// <param name="row">The row.</param>
public sealed class UnreadableRowException(UnreadableRow row) : Exception($"{row}.")
{
    /// <summary>The row.</summary>
    public UnreadableRow Row { get; } = row;
}
