using Orders.Model;
using Orders.Operations.Json;
using Orders.Operations.Terminal;
using Orders.Storage;
using Spectre.Console;

namespace Orders.Operations.Orders;

/// <summary>The result of <c>order list</c>.</summary>
/// <param name="Status">The requested status.</param>
/// <param name="Orders">The orders, oldest first.</param>
/// <param name="HasMore">Whether there are more.</param>
/// <param name="Now">The time from which ages count.</param>
internal sealed record OrderListing(OrderStatus Status, IReadOnlyList<Order> Orders, bool HasMore, DateTimeOffset Now)
{
    private const int TextWidth = 12;

    /// <summary>The rows that are not valid orders.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable { get; init; } = [];

    /// <summary>Returns the listing as JSON.</summary>
    public string ToJson() => OperationsJson.Default.OrderListingJson.ToText(new OrderListingJson(
        Status.ToWire(),
        Orders.Count,
        HasMore,
        Orders.Select(static order => new HandWritten(writer => OrderRowJson.Write(writer, order))),
        Unreadable.Select(UnreadableRowJson.Of)));

    /// <summary>Writes the listing as text.</summary>
    public void WriteTo(IAnsiConsole console, bool showPersonalData)
    {
        if (Orders.Count > 0)
        {
            var table = new FittedTable(
                new("order"), new("age"), new("item") { MinWidth = TextWidth }, new("quantity") { IsRight = true }, new("owner") { MinWidth = TextWidth, IsOptional = true });
            foreach (var order in Orders)
            {
                table.AddRow([.. new[]
                {
                    order.Id.ToString(), Age.Describe(Now - order.CreatedAt), order.Content.Item, $"{order.Content.Quantity:N0}", order.Owner,
                }.Select(text => new FittedCell(SafeText.Value(text, showPersonalData)))]);
            }

            console.Write(table);
        }

        foreach (var row in Unreadable)
        {
            console.WriteLine(SafeText.Value($"{row}", showPersonalData));
        }

        if (Unreadable.Count > 0)
        {
            console.WriteLine($"Rows that are not orders: {Unreadable.Count:N0}. They were written outside the pipeline: read each with `aws dynamodb get-item`, and repair it.");
        }

        console.WriteLine($"{Orders.Count:N0} {Status.ToWire()}{(HasMore ? "; there are more: use a higher --limit" : "")}");
    }
}

/// <summary>The listing's JSON.</summary>
internal sealed record OrderListingJson(string Status, int Count, bool More, IEnumerable<HandWritten> Orders, IEnumerable<UnreadableRowJson> Unreadable);

/// <summary>A row that is not a valid order, with the invalid attribute, so that operators can repair it.</summary>
internal sealed record UnreadableRowJson(string OrderId, string Attribute)
{
    public static UnreadableRowJson Of(UnreadableRow row) => new(row.OrderId, row.Attribute);
}
