using System.Text.Json;
using Orders.Cli.DeadLetters;
using Orders.Cli.Journeys;
using Orders.Json;
using Orders.Model;
using Orders.Storage;

namespace Orders.Cli.WebConsole.Ways;

/// <summary>Orders as the page gets them.</summary>
internal static class OrderPageJson
{
    /// <summary>An order's way, and how it stands.</summary>
    public static void Write(Utf8JsonWriter writer, Journey journey, bool showPersonalData)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("journey");
        JourneyJson.Write(writer, journey, showPersonalData);
        if (journey.Order is { } order)
        {
            writer.WriteString("owner", order.Owner);
            writer.WritePropertyName("order");
            WriteOrder(writer, order, showPersonalData);
        }

        writer.WriteEndObject();
    }

    /// <summary>The orders that wait.</summary>
    public static void Write(Utf8JsonWriter writer, OrderPage? page, bool showPersonalData)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("listed", page is not null);
        writer.WriteStartArray("orders");
        foreach (var order in page?.Orders ?? [])
        {
            WriteOrder(writer, order, showPersonalData);
        }

        writer.WriteEndArray();
        OrderJson.WriteUnreadable(
            writer, [.. (page?.Unreadable ?? []).Select(row => showPersonalData ? row : row with { OrderId = Shown.Mask(row.OrderId) })], withAttribute: true);
        writer.WriteEndObject();
    }

    // Whatever looks like an address is masked, wherever in the order its sender put it.
    private static void WriteOrder(Utf8JsonWriter writer, Order order, bool showPersonalData)
    {
        var json = JsonWriting.ToText(order, static (writer, order) => OrderJson.Write(writer, order, includeCustomerEmail: true));
        writer.WriteRawValue(showPersonalData ? json : Shown.MaskJson(json));
    }
}
