using System.Text.Json;
using Orders.Json;
using Orders.Operations.Orders;
using Orders.Storage;

namespace Orders.Operations.WebConsole.Orders;

/// <summary>Orders as the page gets them; <see cref="Http.Replies"/> masks them.</summary>
internal static class OrderPageJson
{
    /// <summary>An order's way, and how it stands.</summary>
    public static void Write(Utf8JsonWriter writer, Journey journey)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("journey");
        JourneyJson.Write(writer, journey, showPersonalData: true);
        if (journey.Order is { } order)
        {
            writer.WriteString("owner", order.Owner);
            writer.WritePropertyName("order");
            OrderJson.Write(writer, order, includeCustomerEmail: true);
        }

        writer.WriteEndObject();
    }

    /// <summary>The orders that wait.</summary>
    public static void Write(Utf8JsonWriter writer, OrderPage? page)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("listed", page is not null);
        writer.WriteStartArray("orders");
        foreach (var order in page?.Orders ?? [])
        {
            OrderJson.Write(writer, order, includeCustomerEmail: true);
        }

        writer.WriteEndArray();
        UnreadableRow.Write(writer, page?.Unreadable ?? [], withAttribute: true);
        writer.WriteEndObject();
    }
}
