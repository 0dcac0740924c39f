using Orders.Model;
using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Storage;

public sealed class OrderReaderTests(EmulatorFixture emulators)
{
    [Fact]
    public async Task An_order_is_read_as_it_was_written()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var content = new OrderContent
        {
            Item = "tea \"1\" 🍵",
            Quantity = 7,
            CustomerName = "Noor",
            CustomerEmail = "noor@example.org",
            Metadata = new Dictionary<string, string> { ["a"] = "", ["ß"] = "\t" },
        };
        var order = Given.Order(content: content) with { TraceParent = Given.Trace };
        await store.PlaceAsync(order);

        var read = await store.FindAsync(order);

        Assert.Equal(content.Metadata, read.Content.Metadata);
        Assert.Equal(order with { Content = content with { Metadata = read.Content.Metadata }, History = read.History }, read);
        Assert.Empty(read.History);
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_null()
    {
        using var store = await OrdersStore.CreateAsync(emulators);

        Assert.Null(await store.Reader.FindAsync(Given.Order().Id, Given.Token));
    }

    [Fact]
    public async Task A_row_that_somebody_else_wrote_is_refused_by_the_name_of_its_attribute()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var order = Given.Order();
        await store.DynamoDb.PutItemAsync(
            store.Settings.TableName, new() { [OrdersTable.OrderId] = new(order.Id.ToString()), ["item"] = new("kettle") }, Given.Token);

        var thrown = await Assert.ThrowsAsync<UnreadableRowException>(() => store.Reader.FindAsync(order.Id, Given.Token));

        Assert.Equal("quantity", thrown.Row.Attribute);
    }
}
