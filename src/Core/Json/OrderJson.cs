using System.Text.Json;
using Orders.Model;

namespace Orders.Json;

/// <summary>Writes an order for the API's answers and for events: <c>contracts/schemas/order.json</c>.</summary>
public static class OrderJson
{
    /// <summary>Writes the order as an object. Leaves out the internal members: owner, content hash and trace.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="order">The order.</param>
    /// <param name="personalFields">The personal fields to include.</param>
    public static void Write(Utf8JsonWriter writer, Order order, IReadOnlySet<string> personalFields)
    {
        writer.WriteStartObject();
        WriteMembers(writer, order, personalFields);
        writer.WriteEndObject();
    }

    /// <summary>Writes the same members as <see cref="Write"/> into the open object.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, Order order, IReadOnlySet<string> personalFields)
    {
        writer.WriteString("order_id", order.Id.Value);
        writer.WriteString("status", order.Status.ToWire());
        writer.WriteNumber("version", order.Version);
        WriteContent(writer, order.Content, personalFields);
        writer.WriteOptional("idempotency_key", order.IdempotencyKey);
        writer.WriteTime("created_at", order.CreatedAt);
        writer.WriteTime("updated_at", order.UpdatedAt);
        if (order.ErasedAt is { } erasedAt)
        {
            writer.WriteTime("erased_at", erasedAt);
        }

        writer.WriteStartArray("history");
        foreach (var change in order.History)
        {
            writer.WriteStartObject();
            writer.WriteString("status", change.Status.ToWire());
            writer.WriteTime("at", change.At);
            writer.WriteOptional("reason", change.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes the content's fields into the open object.</summary>
    public static void WriteContent(Utf8JsonWriter writer, OrderContent content, IReadOnlySet<string> personalFields)
    {
        foreach (var field in ContentFields.All)
        {
            if (field.HasValue(content) && (!field.IsPersonal || personalFields.Contains(field.Name)))
            {
                WriteField(writer, field, content);
            }
        }
    }

    private static void WriteField(Utf8JsonWriter writer, ContentField field, OrderContent content)
    {
        switch (field)
        {
            case TextField text:
                writer.WriteString(text.Name, text.Get(content));
                break;
            case NumberField number:
                writer.WriteNumber(number.Name, number.Get(content));
                break;
            case PairsField pairs:
                writer.WriteStartObject(pairs.Name);
                foreach (var (key, value) in pairs.Get(content))
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
                break;
        }
    }
}
