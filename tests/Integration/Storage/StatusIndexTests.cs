using Orders.Model;
using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Storage;

public sealed class StatusIndexTests(EmulatorFixture emulators)
{
    [Fact]
    public async Task Pages_over_all_shards_give_each_order_of_the_owner_once_oldest_first()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        // Ten to a millisecond, so that pages end among orders of one time.
        var mine = Enumerable.Range(0, 230).Select(static n => Given.Order(owner: "me", at: Given.Time.AddMilliseconds(n / 10))).ToList();
        var others = Enumerable.Range(0, 60).Select(static n => Given.Order(owner: "them", at: Given.Time.AddMilliseconds(n / 3))).ToList();
        await store.PlaceAsync([.. mine.Concat(others).OrderBy(static order => order.Id.Value)]);

        var listed = new List<Order>();
        var pages = 0;
        ListCursor? cursor = null;
        do
        {
            var page = await store.Index.ListAsync(OrderStatus.Pending, "me", limit: 25, cursor, Given.Token);
            Assert.True(page.Orders.Count <= 25);
            listed.AddRange(page.Orders);
            cursor = page.Next;
            Assert.True(++pages < 50, "The listing does not end.");
        }
        while (cursor is not null);

        Assert.Equal(mine.Select(static order => order.Id.Value).Order(), listed.Select(static order => order.Id.Value).Order());
        Assert.Equal(listed.Select(static order => order.CreatedAt).Order(), listed.Select(static order => order.CreatedAt));
        Assert.Equal(store.Settings.IndexShards, mine.Select(order => StatusShard.Of(order.Id, OrderStatus.Pending, store.Settings)).Distinct().Count());
    }

    [Fact]
    public async Task An_order_that_has_moved_on_is_listed_no_more()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var (stays, goes) = (Given.Order(), Given.Order());
        await store.PlaceAsync(stays, goes);
        await store.ChangeAsync(goes, OrderStatus.Processing);

        var page = await store.Index.ListAsync(OrderStatus.Pending, "queue", limit: 10, after: null, Given.Token);

        Assert.Equal(stays.Id, Assert.Single(page.Orders).Id);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task What_is_older_than_a_time_is_found_in_every_shard_and_what_is_not_older_is_left()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var old = Enumerable.Range(1, 40).Select(static n => Given.Order(at: Given.Time.AddMilliseconds(-n))).ToList();
        await store.PlaceAsync([.. old, Given.Order(at: Given.Time), Given.Order(at: Given.Time.AddDays(1))]);

        var found = new List<OrderId>();
        await foreach (var page in store.Index.OlderThanAsync(OrderStatus.Pending, Given.Time, Given.Token))
        {
            found.AddRange(page.Ids);
        }

        Assert.Equal(old.Select(static order => order.Id.Value).Order(), found.Select(static id => id.Value).Order());
    }
}
