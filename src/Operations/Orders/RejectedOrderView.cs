using Orders.Json;
using Orders.Model;
using Orders.Storage;
using Spectre.Console;

namespace Orders.Operations.Orders;

/// <summary>An order whose placement was rejected.</summary>
/// <param name="Rejected">The order.</param>
/// <param name="ShowPersonalData">Whether personal data is shown unmasked.</param>
internal sealed record RejectedOrderView(RejectedOrder Rejected, bool ShowPersonalData) : IOrderView
{
    /// <inheritdoc/>
    public string ToJson() => JsonWriting.ToText(Rejected, static (writer, rejected) => rejected.WriteTo(writer, rejected.Reason.Field));

    /// <inheritdoc/>
    public void WriteTo(IAnsiConsole console)
    {
        var table = new AttributeTable(ShowPersonalData);
        table.Add("order_id", Rejected.Placement.OrderId.ToString());
        table.Add("status", RejectedOrder.Status);
        table.Add("rejection", $"{Rejected.Reason.Code}: {Rejected.Reason}");
        table.Add("rejected_at", Timestamp.Format(Rejected.RejectedAt));
        table.Add("owner", Rejected.Placement.Owner);
        table.Add("idempotency_key", Rejected.Placement.IdempotencyKey);
        table.Add(TraceParent.Name, Rejected.TraceParent);
        table.WriteTo(console);
    }
}
