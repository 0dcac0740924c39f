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
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("attribute", "value");
        void Row(string name, string? value)
        {
            if (value is not null)
            {
                table.AddRow(new Text(name), new Text(SafeText.Value(value, ShowPersonalData)));
            }
        }

        Row("order_id", Order.Id.ToString());
        Row("status", Order.Status.ToWire());
        Row("version", $"{Order.Version}");
        foreach (var field in ContentFields.All.Where(field => field.HasValue(Order.Content)))
        {
            foreach (var value in Values(field))
            {
                Row(field.Name, value);
            }
        }

        Row("owner", Order.Owner);
        Row("idempotency_key", Order.IdempotencyKey);
        Row("created_at", Timestamp.Format(Order.CreatedAt));
        Row("updated_at", Timestamp.Format(Order.UpdatedAt));
        foreach (var change in Order.History)
        {
            Row("history", $"{Timestamp.Format(change.At)} {change.Status.ToWire()}{(change.Reason is null ? "" : $": {change.Reason}")}");
        }

        Row("erased_at", Order.ErasedAt is { } erased ? Timestamp.Format(erased) : null);
        Row("remove_after", Order.RemoveAfter is { } time ? Timestamp.Format(time) : null);
        Row("content_hash", Order.ContentHash.Value);
        Row(TraceParent.Name, Order.TraceParent);
        console.Write(table);
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
