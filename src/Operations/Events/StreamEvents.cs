using System.Text.Json;
using Orders.Events;
using Orders.Model;
using Orders.Operations.Streams;
using Orders.Operations.Terminal;
using Orders.Storage;

namespace Orders.Operations.Events;

/// <summary>Reads events from records of the table's stream, by the Notifier's own rules.</summary>
internal static class StreamEvents
{
    /// <summary>Returns the event of a record; null if it gives none.</summary>
    /// <exception cref="InvalidChangeException">The Notifier dead-letters this record too.</exception>
    public static OrderEvent? Read(StreamRecord record)
    {
        using var document = JsonDocument.Parse(record.Json);
        var root = document.RootElement;
        var change = root.GetProperty("dynamodb"u8);
        var identity = root.TryGetProperty("userIdentity"u8, out var named) ? named : default;
        return new StreamChange<JsonElement>
        {
            EventName = Text(root, "eventName"),
            OldImage = Image(change, "OldImage"),
            NewImage = Image(change, "NewImage"),
            IdentityType = Text(identity, "type"),
            PrincipalId = Text(identity, "principalId"),
            ChangedAt = record.CreatedAt,
        }.ToEvent<JsonAttributeValues>();
    }

    /// <summary>Returns the record's order for messages; an invalid key in quotes.</summary>
    public static string Subject(StreamRecord record)
    {
        using var document = JsonDocument.Parse(record.Json);
        var key = Image(document.RootElement.GetProperty("dynamodb"u8), "Keys")?.GetValueOrDefault(OrdersTable.OrderId);
        return key is not { } value ? "without a key"
            : OrderId.TryParse(JsonAttributeValues.Text(value), out var id) ? id.ToString()
            : $"with the invalid key \"{SafeText.Value(JsonAttributeValues.Text(value) ?? value.GetRawText())}\"";
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IReadOnlyDictionary<string, JsonElement>? Image(JsonElement change, string name) =>
        change.TryGetProperty(name, out var image) && image.ValueKind == JsonValueKind.Object ? JsonAttributeValues.Entries(image) : null;
}
