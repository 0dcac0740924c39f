using System.Text.Json;
using Orders.Json;
using Orders.Model;
using Orders.Operations.Terminal;

namespace Orders.Operations.Orders;

/// <summary>A journey for a program: the command's <c>--json</c>, and the console's page.</summary>
internal static class JourneyJson
{
    /// <summary>Writes a journey as one object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="journey">The journey.</param>
    /// <param name="showPersonalData">Whether e-mail addresses are written as they are.</param>
    public static void Write(Utf8JsonWriter writer, Journey journey, bool showPersonalData)
    {
        string? Text(string? text) => showPersonalData || text is null ? text : SafeText.Mask(text);

        writer.WriteStartObject();
        writer.WriteString("order_id", journey.Id.Value);
        writer.WriteOptional("status", journey.Order?.Status.ToWire());
        if (journey.Order is { } order)
        {
            writer.WriteNumber("version", order.Version);
        }

        writer.WriteOptional("unreadable_attribute", journey.UnreadableAttribute);
        if (journey.SawAllDeadLetters is { } sawAll)
        {
            writer.WriteBoolean("saw_all_dead_letters", sawAll);
        }

        writer.WriteStartArray("problems");
        foreach (var problem in journey.Problems)
        {
            writer.WriteStringValue(problem);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("steps");
        foreach (var step in journey.Steps)
        {
            writer.WriteStartObject();
            writer.WriteTime("at", step.At);
            switch (step)
            {
                case StatusStep change:
                    Write(writer, change, Text(change.Reason));
                    break;
                case DeadLetterStep { Letter: var letter }:
                    writer.WriteString("kind", "dead_letter");
                    writer.WriteString("message_id", letter.Id);
                    writer.WriteString("code", letter.Reason.Code);
                    writer.WriteString("field", letter.Reason.Field);
                    writer.WriteString("message", Text(letter.Reason.Rule));
                    break;
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, StatusStep change, string? reason)
    {
        writer.WriteString("kind", change.Previous is null ? "placed" : "status_changed");
        writer.WriteNumber("version", change.Version);
        writer.WriteString("status", change.Status.ToWire());
        writer.WriteOptional("previous_status", change.Previous?.ToWire());
        writer.WriteOptional("reason", reason);
        if (change.Event is not { } told)
        {
            return;
        }

        writer.WriteStartObject("event");
        writer.WriteString("id", told.Id);
        writer.WriteString("type", told.Type);
        writer.WriteString("known", "derived");
        writer.WriteStartArray("consumers");
        foreach (var consumer in told.Consumers)
        {
            writer.WriteStringValue(consumer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
