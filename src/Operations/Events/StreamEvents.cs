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

    /// <summary>Returns the events of records, and a sentence for each record that gives none but should.</summary>
    /// <param name="records">The records in order.</param>
    /// <param name="source">What has them, for the sentences.</param>
    public static (IReadOnlyList<OrderEvent> Events, IReadOnlyList<string> Problems) ReadAll(IEnumerable<StreamRecord> records, string source)
    {
        var (events, problems) = (new List<OrderEvent>(), new List<string>());
        foreach (var record in records)
        {
            try
            {
                if (Read(record) is { } told)
                {
                    events.Add(told);
                }
            }
            catch (InvalidChangeException problem)
            {
                problems.Add($"{source}: record {record.SequenceNumber} of order {Subject(record)} gives no event: {problem.Reason}");
            }
        }

        return (events, problems);
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
