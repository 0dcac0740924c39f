using Orders.Model;
using Orders.Operations.Orders;
using Orders.Resilience;
using Orders.Storage;
using Orders.Tests.Unit.Support;
using Spectre.Console;

namespace Orders.Tests.Unit.Rows;

public sealed class OrderSearchTests : IDisposable
{
    private readonly FakeDynamoDb _table = new();

    [Fact]
    public async Task Orders_of_every_owner_come_oldest_first_over_all_shards()
    {
        Place(250, minutesApart: 1, static i => i % 2 == 0 ? "ann" : "bob");

        var (orders, hasMore, _) = await FindAsync(new OrderSearch(OrderStatus.Pending) { Limit = 1000 });

        Assert.Equal((250, false), (orders.Count, hasMore));
        Assert.Equal(orders.OrderBy(static order => order.CreatedAt), orders);
        Assert.Empty(_table.Sent<Amazon.DynamoDBv2.Model.ScanRequest>());
    }

    [Fact]
    public async Task Each_condition_takes_what_it_names()
    {
        Place(100, minutesApart: 1, static i => i % 2 == 0 ? "ann" : "bob");
        var all = new OrderSearch(OrderStatus.Pending) { Limit = 1000 };

        async Task<int> CountAsync(OrderSearch search) => (await FindAsync(search)).Orders.Count;

        // They are 0, 1, … 99 minutes old.
        Assert.Equal(39, await CountAsync(all with { OlderThan = TimeSpan.FromMinutes(60) }));
        Assert.Equal(10, await CountAsync(all with { NewerThan = TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1) }));
        Assert.Equal(19, await CountAsync(all with { OlderThan = TimeSpan.FromMinutes(60), NewerThan = TimeSpan.FromMinutes(80) - TimeSpan.FromSeconds(1) }));
        Assert.Equal(50, await CountAsync(all with { Owner = "ann" }));
        Assert.Equal(0, await CountAsync(all with { Owner = "nobody" }));
        Assert.Equal((7, true), await FindAsync(all with { Limit = 7 }) is var (some, more, _) ? (some.Count, more) : default);
        Assert.Equal((100, false), await FindAsync(all with { Limit = 100 }) is var (every, rest, _) ? (every.Count, rest) : default);
    }

    [Fact]
    public async Task A_row_that_is_no_order_is_named_and_the_others_are_listed()
    {
        Place(30, minutesApart: 1, static _ => "ann");
        var (bad, named) = (_table.Rows.Values.First(), _table.Rows.Keys.First());
        bad["quantity"] = new() { S = "two" };

        var (orders, hasMore, unreadable) = await FindAsync(new OrderSearch(OrderStatus.Pending) { Limit = 1000 });

        Assert.Equal((29, false), (orders.Count, hasMore));
        Assert.Equal(new UnreadableRow(named, "quantity") { Owner = "ann" }, Assert.Single(unreadable));
        var listing = new OrderListing(OrderStatus.Pending, orders, hasMore, Given.Now) { Unreadable = unreadable };
        Assert.Contains($"Row {named} is not an order: its attribute quantity {UnreadableRow.Rule}", Show(listing), StringComparison.Ordinal);
        Assert.Contains("Rows that are not orders: 1.", Show(listing), StringComparison.Ordinal);
        Assert.Contains($$"""unreadable":[{"order_id":"{{named}}","attribute":"quantity"}]""", listing.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_of_any_time_are_listed_and_their_age_is_shown()
    {
        foreach (var (index, time) in new[] { DateTimeOffset.MinValue, new(1969, 12, 31, 23, 59, 59, TimeSpan.Zero), Given.Now, new(2099, 12, 31, 0, 0, 0, TimeSpan.Zero) }.Index())
        {
            _table.Add(Given.Order($"key-{index}", at: time));
        }

        var (orders, hasMore, unreadable) = await FindAsync(new OrderSearch(OrderStatus.Pending) { Limit = 10 });

        Assert.Equal((4, false), (orders.Count, hasMore));
        var shown = Show(new OrderListing(OrderStatus.Pending, orders, hasMore, Given.Now) { Unreadable = unreadable });
        Assert.Contains("26700d ahead", shown, StringComparison.Ordinal);
        Assert.Contains("20780d", shown, StringComparison.Ordinal);
    }

    public void Dispose() => _table.Dispose();

    private static string Show(OrderListing listing)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = 200;
        listing.WriteTo(console, showPersonalData: false);
        return output.ToString();
    }

    private void Place(int count, int minutesApart, Func<int, string> owner)
    {
        for (var i = 0; i < count; i++)
        {
            _table.Add(Given.Order($"key-{i}", owner(i), at: Given.Now.AddMinutes(-i * minutesApart)));
        }
    }

    private Task<(IReadOnlyList<Order> Orders, bool HasMore, IReadOnlyList<UnreadableRow> Unreadable)> FindAsync(OrderSearch search) => search.RunAsync(
        new StatusIndex(_table, new AwsPipelines(TimeProvider.System, static () => 0.5).DynamoDb, Given.Table), Given.Now, Given.Token);
}
