using System.Text.Json;
using Orders.Json;
using Orders.Model;

namespace Orders.Operations.Orders;

/// <summary>An order's JSON for operators: the API's, plus members that the API hides.</summary>
internal static class OrderRowJson
{
    /// <summary>Writes the order as an object.</summary>
    public static void Write(Utf8JsonWriter writer, Order order)
    {
        writer.WriteStartObject();
        OrderJson.WriteMembers(writer, order, PersonalFields.All);
        writer.WriteString("owner", order.Owner);
        writer.WriteString("content_hash", order.ContentHash.Value);
        writer.WriteOptional("remove_after", order.RemoveAfter is { } time ? Timestamp.Format(time) : null);
        writer.WriteOptional(TraceParent.Name, order.TraceParent);
        writer.WriteEndObject();
    }
}
