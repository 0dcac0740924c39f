using Orders.Json;
using Orders.Model;
using Orders.Operations.Terminal;
using Spectre.Console;

namespace Orders.Operations.Orders;

/// <summary>The result of <c>order get</c>.</summary>
internal interface IOrderView
{
    /// <summary>Returns the order as JSON.</summary>
    string ToJson();

    /// <summary>Writes the order as text.</summary>
    void WriteTo(IAnsiConsole console);
}

/// <summary>An order that was placed.</summary>
/// <param name="Order">The order.</param>
/// <param name="ShowPersonalData">Whether personal data is shown unmasked.</param>
internal sealed record OrderView(Order Order, bool ShowPersonalData) : IOrderView
{
    /// <inheritdoc/>
    public string ToJson() => JsonWriting.ToText(Order, OrderRowJson.Write);

    /// <inheritdoc/>
    public void WriteTo(IAnsiConsole console)
    {
        var table = new AttributeTable(ShowPersonalData);
        table.Add("order_id", Order.Id.ToString());
        table.Add("status", Order.Status.ToWire());
        table.Add("version", $"{Order.Version}");
        foreach (var field in ContentFields.All.Where(field => field.HasValue(Order.Content)))
        {
            foreach (var value in Values(field))
            {
                table.Add(field.Name, value);
            }
        }

        table.Add("owner", Order.Owner);
        table.Add("idempotency_key", Order.IdempotencyKey);
        table.Add("created_at", Timestamp.Format(Order.CreatedAt));
        table.Add("updated_at", Timestamp.Format(Order.UpdatedAt));
        foreach (var change in Order.History)
        {
            table.Add("history", $"{Timestamp.Format(change.At)} {change.Status.ToWire()}{(change.Reason is null ? "" : $": {change.Reason}")}");
        }

        table.Add("erased_at", Order.ErasedAt is { } erased ? Timestamp.Format(erased) : null);
        table.Add("remove_after", Order.RemoveAfter is { } time ? Timestamp.Format(time) : null);
        table.Add("content_hash", Order.ContentHash.Value);
        table.Add(TraceParent.Name, Order.TraceParent);
        table.WriteTo(console);
    }

    private string Shown(ContentField field, string value) => ShowPersonalData || !field.IsPersonal ? value : CoveredText.CoverOf(value);

    private IEnumerable<string> Values(ContentField field) => field switch
    {
        TextField text => [Shown(field, text.Get(Order.Content)!)],
        NumberField number => [$"{number.Get(Order.Content):N0}"],
        PairsField pairs => pairs.Get(Order.Content).Select(pair => $"{pair.Key}: {Shown(field, pair.Value)}"),
        _ => [],
    };
}
