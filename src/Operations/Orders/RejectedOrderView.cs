using Orders.Json;
using Orders.Model;
using Orders.Operations.Terminal;
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
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("attribute", "value");
        void Row(string name, string? value)
        {
            if (value is not null)
            {
                table.AddRow(new Text(name), new Text(SafeText.Value(value, ShowPersonalData)));
            }
        }

        Row("order_id", Rejected.Placement.OrderId.ToString());
        Row("status", RejectedOrder.Status);
        Row("rejection", $"{Rejected.Reason.Code}: {Rejected.Reason}");
        Row("rejected_at", Timestamp.Format(Rejected.RejectedAt));
        Row("owner", Rejected.Placement.Owner);
        Row("idempotency_key", Rejected.Placement.IdempotencyKey);
        Row(TraceParent.Name, Rejected.TraceParent);
        console.Write(table);
    }
}
