using System.Text.Json;
using Orders.Json;
using Orders.Model;
using Orders.Validation;

namespace Orders.Storage;

/// <summary>An order whose placement was dead-lettered: its sender may ask for the reason, and consumers hear of it. If operators redrive the dead
/// letter, the order may still be placed.</summary>
/// <param name="Placement">The order's id, owner and key.</param>
/// <param name="Reason">The reason, as in the dead letter.</param>
/// <param name="RejectedAt">When it was rejected; millisecond precision.</param>
/// <param name="TraceParent">The W3C trace context of the placement.</param>
public sealed record RejectedOrder(PlacementIdentity Placement, FieldError Reason, DateTimeOffset RejectedAt, string? TraceParent = null)
{
    /// <summary>The value of <c>status</c> for such an order. No row of an order has it.</summary>
    public const string Status = "REJECTED";

    /// <summary>Writes the order for the API's answers and for events: <c>contracts/schemas/rejected-order.json</c>.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="field">The name of the field that broke a rule.</param>
    public void WriteTo(Utf8JsonWriter writer, string field)
    {
        writer.WriteStartObject();
        writer.WriteString("order_id", Placement.OrderId.Value);
        writer.WriteString("status", Status);
        writer.WriteOptional("idempotency_key", Placement.IdempotencyKey);
        writer.WriteTime("rejected_at", RejectedAt);
        writer.WriteStartObject("rejection");
        writer.WriteString("field", field);
        writer.WriteString("code", Reason.Code);
        writer.WriteString("message", $"{field} {Reason.Message}");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
