using System.Globalization;
using System.Text.Json;
using Orders.Json;
using Orders.Model;

namespace Orders.Events;

/// <summary>Writes events as CloudEvents 1.0 in JSON (<c>contracts/schemas/event.json</c>).</summary>
public static class OrderEventWriter
{
    /// <summary>Returns the event as text.</summary>
    /// <param name="orderEvent">The event.</param>
    /// <param name="source">The CloudEvents source, which identifies the pipeline.</param>
    /// <param name="personalFields">The personal fields to include.</param>
    public static string Write(OrderEvent orderEvent, string source, IReadOnlySet<string> personalFields) =>
        JsonWriting.ToText((orderEvent, source, personalFields), static (writer, state) =>
        {
            var (orderEvent, source, personalFields) = state;
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", orderEvent.Id);
            writer.WriteString("source", source);
            writer.WriteString("type", orderEvent.Type);
            writer.WriteString("subject", orderEvent.OrderId.Value);
            writer.WriteTime("time", orderEvent.Time);
            writer.WriteString("datacontenttype", "application/json");
            // CloudEvents' sequence is compared as text, so it has a fixed width.
            writer.WriteString("sequence", orderEvent.Sequence.ToString("D10", CultureInfo.InvariantCulture));
            writer.WriteOptional(TraceParent.Name, orderEvent.TraceParent);
            writer.WritePropertyName("data");
            if (orderEvent.Rejected is { } rejected)
            {
                // A consumer sees no names that a sender chose: they may be personal data.
                rejected.WriteTo(writer, rejected.Reason.LoggedField);
            }
            else
            {
                WriteChange(writer, orderEvent, orderEvent.Order!, personalFields);
            }

            writer.WriteEndObject();
        });

    private static void WriteChange(Utf8JsonWriter writer, OrderEvent orderEvent, Order order, IReadOnlySet<string> personalFields)
    {
        writer.WriteStartObject();
        writer.WriteString("status", order.Status.ToWire());
        writer.WriteOptional("previous_status", orderEvent.PreviousStatus?.ToWire());
        writer.WriteOptional("reason", orderEvent.Reason);
        writer.WritePropertyName("order");
        OrderJson.Write(writer, order, personalFields);
        writer.WriteEndObject();
    }
}
