using Orders.Model;
using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Storage;

public sealed class OrderPlacementTests(EmulatorFixture emulators)
{
    [Fact]
    public async Task Orders_are_written_25_to_a_request_and_every_one_is_there()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var orders = Enumerable.Range(0, 60).Select(static _ => Given.Order()).ToList();

        var outcomes = await store.PlaceAsync(orders);

        Assert.All(outcomes, static outcome => Assert.Equal(PlaceOutcome.Placed, outcome));
        Assert.Equal([10, 25, 25], store.DynamoDb.Statements.Order());
        var there = await store.Fingerprints.ReadAsync([.. orders.Select(static order => order.Id)], consistent: true, Given.Token);
        Assert.Equal(orders.Count, there.Count);
    }

    [Fact]
    public async Task A_row_has_the_tables_attributes_and_no_others()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var content = new OrderContent
        {
            Item = "Größe 42, 日本茶 🎈",
            Quantity = 1_000_000,
            CustomerName = "Zoë",
            CustomerEmail = "zoe@example.com",
            Metadata = new Dictionary<string, string> { ["note"] = "line 1\nline 2" },
        };
        var full = Given.Order(content: content) with { TraceParent = Given.Trace };
        var minimal = Given.Order() with { IdempotencyKey = null };

        await store.PlaceAsync(full, minimal);

        var row = await store.RowAsync(full);
        Assert.Equal(
            [
                "accepted_at", "content_hash", "created_at", "customer_email", "customer_name", "idempotency_key", "item", "metadata", "order_id", "owner", "quantity",
                "status", "status_shard", "traceparent", "updated_at", "version",
            ],
            row.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("Größe 42, 日本茶 🎈", "1000000", "PENDING", "1"), (row["item"].S, row["quantity"].N, row["status"].S, row["version"].N));
        Assert.Equal(
            ("2026-11-23T22:28:00.123Z", "2026-11-23T22:28:00.123Z", "2026-11-23T22:28:00.123Z"), (row["created_at"].S, row["accepted_at"].S, row["updated_at"].S));
        Assert.Equal("line 1\nline 2", row["metadata"].M["note"].S);
        Assert.Equal(StatusShard.Of(full.Id, OrderStatus.Pending, store.Settings), row["status_shard"].S);
        Assert.Empty((await store.RowAsync(minimal)).Keys.Intersect(["customer_email", "idempotency_key", "metadata", "traceparent"]));
    }

    [Fact]
    public async Task A_repeat_among_new_orders_is_a_duplicate_and_leaves_its_row_as_it_is()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var first = Given.Order();
        await store.PlaceAsync(first);
        await store.ChangeAsync(first, OrderStatus.Processing);
        var late = first with { CreatedAt = Given.Time.AddHours(1), UpdatedAt = Given.Time.AddHours(1) };

        var outcomes = await store.PlaceAsync(Given.Order(), late, Given.Order());

        Assert.Equal([PlaceOutcome.Placed, PlaceOutcome.Duplicate, PlaceOutcome.Placed], outcomes);
        var row = await store.FindAsync(first);
        Assert.Equal((OrderStatus.Processing, 2, Given.Time), (row.Status, row.Version, row.CreatedAt));
    }

    [Fact]
    public async Task The_same_id_with_other_content_or_another_owner_is_a_conflict()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var first = Given.Order();
        await store.PlaceAsync(first);
        var content = Given.Content(quantity: 3);

        var outcomes = await store.PlaceAsync(
            first with { Content = content, ContentHash = ContentHash.Of(content) }, first with { Owner = "somebody else" });

        Assert.Equal([PlaceOutcome.Conflict, PlaceOutcome.Conflict], outcomes);
        Assert.Equal((2, "queue"), ((await store.FindAsync(first)).Content.Quantity, (await store.FindAsync(first)).Owner));
    }

    [Fact]
    public async Task An_id_twice_in_one_call_is_written_once_and_the_second_meets_the_first()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        var order = Given.Order();
        var content = Given.Content(item: "teapot");

        var outcomes = await store.PlaceAsync(order, order, order with { Content = content, ContentHash = ContentHash.Of(content) });

        Assert.Equal([PlaceOutcome.Placed, PlaceOutcome.Duplicate, PlaceOutcome.Conflict], outcomes);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_meets_its_own_row_and_is_done()
    {
        using var store = await OrdersStore.CreateAsync(emulators);
        store.DynamoDb.LoseAnswers(1);

        var outcomes = await store.PlaceAsync(Given.Order(), Given.Order());

        Assert.Equal([PlaceOutcome.Duplicate, PlaceOutcome.Duplicate], outcomes);
        Assert.Equal([2, 2], store.DynamoDb.Statements);
    }

    [Fact]
    public async Task A_new_order_costs_one_write_unit_where_its_status_is_not_indexed()
    {
        using var store = await OrdersStore.CreateAsync(emulators, static table => table with { IndexedStatuses = new HashSet<OrderStatus>() });

        await store.PlaceAsync([.. Enumerable.Range(0, 25).Select(static _ => Given.Order())]);

        Assert.Equal(25, Assert.Single(store.DynamoDb.WriteUnits));
    }

    [Fact]
    public async Task A_table_that_is_not_there_fails_every_order_and_throws_nothing()
    {
        using var store = await OrdersStore.CreateAsync(emulators, static table => table with { TableName = "nowhere" });

        var results = await store.Placement.PlaceAsync([Given.Order(), Given.Order()], Given.Token);

        Assert.All(results, static result => Assert.Equal(PlaceOutcome.Failed, result.Outcome));
        Assert.All(results, static result => Assert.NotEmpty(result.Cause!));
    }
}
