using Orders.Json;
using Orders.Model;

namespace Orders.Messages;

/// <summary>Writes the messages that the pipeline itself sends to the <c>orders</c> queue.</summary>
public static class OrderMessageWriter
{
    /// <summary>Returns the <c>order.place</c> message of an accepted order.</summary>
    public static string Place(Order order) => JsonWriting.ToText(order, static (writer, order) =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", MessageTypes.Place);
        writer.WriteString("order_id", order.Id.Value);
        writer.WriteOptional("idempotency_key", order.IdempotencyKey);
        writer.WriteString("owner", order.Owner);
        writer.WriteTime("placed_at", order.CreatedAt);
        OrderJson.WriteContent(writer, order.Content, PersonalFields.All);
        writer.WriteEndObject();
    });

    /// <summary>Returns the <c>order.change_status</c> message of an accepted change.</summary>
    public static string Change(ChangeStatus change) => JsonWriting.ToText(change, static (writer, change) =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", MessageTypes.ChangeStatus);
        writer.WriteString("order_id", change.OrderId.Value);
        writer.WriteString("status", change.Status.ToWire());
        if (change.ExpectedVersion is { } version)
        {
            writer.WriteNumber("expected_version", version);
        }

        writer.WriteOptional("reason", change.Reason);
        writer.WriteEndObject();
    });
}
