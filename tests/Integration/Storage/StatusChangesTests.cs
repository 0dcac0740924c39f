using Amazon.DynamoDBv2.Model;
using Orders.Messages;
using Orders.Model;
using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Storage;

public sealed class StatusChangesTests(EmulatorFixture emulators)
{
    const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    [Fact]
    public async Task An_order_goes_through_its_life_with_version_history_and_times()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var order = await PlacedAsync(store);
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-1);

        Assert.Equal(ChangeOutcome.Changed, (await store.ChangeAsync(order, OrderStatus.Processing, expectedVersion: 1, reason: "picked")).Outcome);
        Assert.Equal(ChangeOutcome.Changed, (await store.ChangeAsync(order, OrderStatus.Completed)).Outcome);

        var row = await store.FindAsync(order);
        Assert.Equal((OrderStatus.Completed, 3, Given.Time), (row.Status, row.Version, row.CreatedAt));
        Assert.Equal([(OrderStatus.Processing, "picked"), (OrderStatus.Completed, null)], row.History.Select(static past => (past.Status, past.Reason)));
        Assert.Equal(row.UpdatedAt, row.History[^1].At);
        Assert.InRange(row.UpdatedAt, before, DateTimeOffset.UtcNow);
        Assert.Equal((order.Content.Item, order.ContentHash), (row.Content.Item, row.ContentHash));
    }

    [Fact]
    public async Task DynamoDB_gets_the_time_to_live_of_a_final_order_in_seconds()
    {
        using var store = await OrdersStore.CreateAsync(emulators, static table => table with { TimeToLive = TimeSpan.FromDays(90) });
        var (alone, one, two) = (await PlacedAsync(store), await PlacedAsync(store), await PlacedAsync(store));
        var earliest = DateTimeOffset.UtcNow.AddDays(90).ToUnixTimeSeconds();
        Assert.DoesNotContain(OrdersTable.RemoveAfter, await store.RowAsync(alone));

        await store.ChangeAsync(alone, OrderStatus.Cancelled);
        await store.Changes.ApplyAsync([.. new[] { one, two }.Select(static order => new ChangeStatus(order.Id, OrderStatus.Expired))], Given.Token);

        foreach (var order in (Order[])[alone, one, two])
        {
            Assert.InRange(long.Parse((await store.RowAsync(order))[OrdersTable.RemoveAfter].N), earliest, earliest + 60);
            Assert.Equal(earliest, (await store.FindAsync(order)).RemoveAfter!.Value.ToUnixTimeSeconds(), 60d);
        }
    }

    [Fact]
    public async Task An_order_joins_the_index_with_an_indexed_status_and_drops_out_with_another()
    {
        using var store = await OrdersStore.CreateAsync(
            emulators, static table => table with { IndexedStatuses = new HashSet<OrderStatus> { OrderStatus.Processing } });
        var order = await PlacedAsync(store);
        Assert.DoesNotContain(OrdersTable.StatusShard, await store.RowAsync(order));

        await store.ChangeAsync(order, OrderStatus.Processing);
        Assert.Equal(StatusShard.Of(order.Id, OrderStatus.Processing, store.Settings), (await store.RowAsync(order))[OrdersTable.StatusShard].S);

        await store.ChangeAsync(order, OrderStatus.Completed);
        Assert.DoesNotContain(OrdersTable.StatusShard, await store.RowAsync(order));
    }

    [Theory]
    [InlineData(OrderStatus.Completed, null, ChangeOutcome.IllegalTransition, true)]
    [InlineData(OrderStatus.Completed, 1, ChangeOutcome.IllegalTransition, false)]
    [InlineData(OrderStatus.Processing, 7, ChangeOutcome.VersionConflict, true)]
    [InlineData(OrderStatus.Processing, null, ChangeOutcome.Duplicate, false, OrderStatus.Processing, OrderStatus.Completed)]
    [InlineData(OrderStatus.Processing, 1, ChangeOutcome.Duplicate, false, OrderStatus.Processing, OrderStatus.Completed)]
    [InlineData(OrderStatus.Cancelled, 1, ChangeOutcome.VersionConflict, false, OrderStatus.Processing)]
    [InlineData(OrderStatus.Expired, null, ChangeOutcome.IllegalTransition, false, OrderStatus.Cancelled)]
    public async Task What_may_not_be_is_told_from_what_was_done_and_changes_nothing(
        OrderStatus to, int? expectedVersion, ChangeOutcome outcome, bool isEarly, params OrderStatus[] before)
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var order = await PlacedAsync(store);
        foreach (var status in before)
        {
            await store.ChangeAsync(order, status);
        }

        var stands = await store.FindAsync(order);

        Assert.Equal(new ChangeResult(outcome, stands.Status) { IsEarly = isEarly }, await store.ChangeAsync(order, to, expectedVersion));

        var after = await store.FindAsync(order);
        Assert.Equal((stands.Status, stands.Version, stands.UpdatedAt), (after.Status, after.Version, after.UpdatedAt));
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_unknown_and_is_not_made()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var order = Given.Order();

        Assert.Equal(new ChangeResult(ChangeOutcome.UnknownOrder) { IsEarly = true }, await store.ChangeAsync(order, OrderStatus.Processing));

        Assert.Null(await store.Reader.FindAsync(order.Id, Given.Token));
    }

    [Fact]
    public async Task Of_changes_that_contradict_each_other_exactly_one_is_made()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var orders = Enumerable.Range(0, 5).Select(static _ => Given.Order()).ToList();
        await store.PlaceAsync(orders);

        foreach (var order in orders)
        {
            OrderStatus[] rivals = [OrderStatus.Processing, OrderStatus.Cancelled, OrderStatus.Expired];
            var results = await Task.WhenAll(rivals.Select(to => store.ChangeAsync(order, to, expectedVersion: 1)));

            var winner = Assert.Single(rivals.Zip(results), static pair => pair.Second.Outcome == ChangeOutcome.Changed).First;
            Assert.Equal(2, results.Count(static result => result.Outcome == ChangeOutcome.VersionConflict));
            var row = await store.FindAsync(order);
            Assert.Equal((winner, 2), (row.Status, row.Version));
        }
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_is_known_by_the_history_and_made_once()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var order = await PlacedAsync(store);
        store.DynamoDb.LoseAnswers(1);

        Assert.Equal(ChangeOutcome.Duplicate, (await store.ChangeAsync(order, OrderStatus.Cancelled)).Outcome);

        var row = await store.FindAsync(order);
        Assert.Equal((OrderStatus.Cancelled, 2, 1), (row.Status, row.Version, row.History.Count));
    }

    [Fact]
    public async Task Changes_of_many_orders_share_a_request_and_leave_the_rows_that_changes_alone_leave()
    {
        using var store = await OrdersStore.CreateAsync(
            emulators, static table => table with { IndexedStatuses = new HashSet<OrderStatus> { OrderStatus.Processing } });
        var orders = Enumerable.Range(0, 27).Select(static _ => Given.Order()).ToList();
        await store.PlaceAsync(orders);
        store.DynamoDb.Statements.Clear();
        var alone = orders[0];
        var together = orders[1..];

        foreach (var (to, reason, trace) in ((OrderStatus, string?, string?)[])[(OrderStatus.Processing, "picked", Trace), (OrderStatus.Completed, null, null)])
        {
            ChangeStatus Change(Order order) => new(order.Id, to, Reason: reason, TraceParent: trace);
            Assert.Equal(ChangeOutcome.Changed, (await store.Changes.ApplyAsync(Change(alone), Given.Token)).Outcome);
            Assert.All(
                await store.Changes.ApplyAsync([.. together.Select(Change)], Given.Token),
                static result => Assert.Equal(new ChangeResult(ChangeOutcome.Changed), result));

            var expected = await store.RowAsync(alone);
            foreach (var order in together)
            {
                var row = await store.RowAsync(order);
                Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), row.Keys.Order(StringComparer.Ordinal));
                Assert.Equal(
                    (expected[OrdersTable.Status].S, expected[OrdersTable.Version].N, History(expected), expected.GetValueOrDefault("traceparent")?.S),
                    (row[OrdersTable.Status].S, row[OrdersTable.Version].N, History(row), row.GetValueOrDefault("traceparent")?.S));
                Assert.Equal(StatusShard.Of(order.Id, to, store.Settings), row.GetValueOrDefault(OrdersTable.StatusShard)?.S);
            }
        }

        Assert.Equal([25, 1, 25, 1], store.DynamoDb.Statements.Chunk(2).SelectMany(static pair => pair.OrderDescending()));
    }

    [Fact]
    public async Task Of_changes_in_one_request_those_that_do_not_hold_are_told_apart_and_change_nothing()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var orders = Enumerable.Range(0, 4).Select(static _ => Given.Order()).ToList();
        await store.PlaceAsync(orders[..3]);
        await store.ChangeAsync(orders[1], OrderStatus.Processing);
        await store.ChangeAsync(orders[2], OrderStatus.Cancelled);

        Assert.Equal(
            [ChangeOutcome.Changed, ChangeOutcome.Duplicate, ChangeOutcome.IllegalTransition, ChangeOutcome.UnknownOrder],
            await ProcessAsync(store, orders));

        var placed = await Task.WhenAll(orders[..3].Select(store.FindAsync));
        Assert.Equal([2, 2, 2], placed.Select(static order => order.Version));
        Assert.Null(await store.Reader.FindAsync(orders[3].Id, Given.Token));
    }

    [Fact]
    public async Task Changes_whose_answer_was_lost_are_known_by_the_history_and_made_once()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var orders = Enumerable.Range(0, 3).Select(static _ => Given.Order()).ToList();
        await store.PlaceAsync(orders);
        store.DynamoDb.LoseAnswers(1);

        Assert.Equal([ChangeOutcome.Duplicate, ChangeOutcome.Duplicate, ChangeOutcome.Duplicate], await ProcessAsync(store, orders));

        foreach (var order in orders)
        {
            var row = await store.FindAsync(order);
            Assert.Equal((OrderStatus.Processing, 2, 1), (row.Status, row.Version, row.History.Count));
        }
    }

    static async Task<IEnumerable<ChangeOutcome>> ProcessAsync(OrdersStore store, IReadOnlyList<Order> orders) =>
        (await store.Changes.ApplyAsync([.. orders.Select(static order => new ChangeStatus(order.Id, OrderStatus.Processing))], Given.Token))
            .Select(static result => result.Outcome);

    // The times differ from change to change.
    static string History(Dictionary<string, AttributeValue> row) => string.Join(
        ' ', row[OrdersTable.History].L.Select(static entry => $"{entry.M[OrdersTable.Status].S}:{entry.M.GetValueOrDefault(OrdersTable.HistoryReason)?.S}:{entry.M.Count}"));

    static async Task<Order> PlacedAsync(OrdersStore store)
    {
        var order = Given.Order();
        await store.PlaceAsync(order);
        return order;
    }
}
