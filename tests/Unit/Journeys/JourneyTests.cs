using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;
using Orders.Operations.Orders;
using Orders.Storage;
using Orders.Tests.Unit.Cost;
using Orders.Tests.Unit.DeadLetters;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Journeys;

public sealed class JourneyTests : IDisposable
{
    private static readonly Order Order = Given.Order() with
    {
        Status = OrderStatus.Cancelled,
        Version = 3,
        UpdatedAt = Given.Now.AddMinutes(2),
        History =
        [
            new StatusChange(OrderStatus.Processing, Given.Now.AddMinutes(1), null),
            new StatusChange(OrderStatus.Cancelled, Given.Now.AddMinutes(2), "zoe@example.com called it off"),
        ],
    };

    private readonly FakeDynamoDb _table = new();
    private readonly LetterBench _bench = new();

    [Fact]
    public async Task Each_change_is_a_step_with_the_event_that_it_gives()
    {
        _table.Add(Order);

        var journey = await ReadAsync();

        Assert.Equal(
            [
                (1, OrderStatus.Pending, null, null, $"{Order.Id}:1", "orders.placed.v1"),
                (2, OrderStatus.Processing, OrderStatus.Pending, null, $"{Order.Id}:2", "orders.status_changed.v1"),
                (3, OrderStatus.Cancelled, OrderStatus.Processing, "zoe@example.com called it off", $"{Order.Id}:3", "orders.status_changed.v1"),
            ],
            journey.Steps.Cast<StatusStep>().Select(static step => (step.Version, step.Status, step.Previous, step.Reason, step.Event!.Id, step.Event.Type)));
        Assert.Equal(["fulfilment", "notifications"], Assert.IsType<StatusStep>(journey.Steps[0]).Event!.Consumers);
        Assert.True(journey.SawAllDeadLetters);
    }

    [Fact]
    public async Task Without_the_dead_letter_queue_the_row_is_shown_and_the_queue_named()
    {
        _table.Add(Order);

        var journey = await ReadAsync(deadLetters: static () => throw new CommandException("There is no queue orders-dlq there."));

        Assert.Equal((3, null), (journey.Steps.Count, journey.SawAllDeadLetters));
        Assert.Equal("Its dead letters cannot be read. There is no queue orders-dlq there.", Assert.Single(journey.Problems));
        Assert.Contains("There is no queue orders-dlq there.", Show(journey), StringComparison.Ordinal);
        Assert.Contains("\"problems\":[\"Its dead letters", journey.ToJson(showPersonalData: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_about_it_stand_where_they_happened_and_others_do_not_belong()
    {
        _table.Add(Order);
        _bench.Put($$"""{"type":"order.change_status","order_id":"{{Order.Id}}","status":"COMPLETED"}""", "illegal_transition", "status", age: TimeSpan.FromMinutes(-1.5));
        _bench.Put("""{"item":"kettle","quantity":"2","idempotency_key":"key-1"}""", age: TimeSpan.FromMinutes(5));
        _bench.Put("""{"item":"kettle","quantity":"2","idempotency_key":"key-1","owner":"somebody else"}""");
        _bench.Put("""{"item":"kettle","quantity":"2","idempotency_key":"key-2"}""");
        _bench.Put("no JSON", "malformed_json", "body");

        var journey = await ReadAsync();

        Assert.Equal(
            ["type", "1", "2", "illegal_transition", "3"],
            journey.Steps.Select(static step => step is DeadLetterStep { Letter: var letter } ? letter.Reason.Code : $"{((StatusStep)step).Version}"));
        Assert.Equal(5, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
    }

    [Fact]
    public async Task An_order_that_never_became_a_row_is_known_by_its_dead_letter()
    {
        _bench.Put($$"""{"item":"","order_id":"{{Order.Id.ToString().ToUpperInvariant()}}"}""", "length", "item");

        var journey = await ReadAsync();

        Assert.Equal((true, null), (journey.IsKnown, journey.Order));
        Assert.IsType<DeadLetterStep>(Assert.Single(journey.Steps));
        Assert.Contains("It has no row.", Show(journey), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_known_of_an_order_that_nobody_sent() => Assert.False((await ReadAsync()).IsKnown);

    [Fact]
    public async Task A_row_that_is_no_order_is_named_with_its_attribute()
    {
        _table.Add(Order);
        _table.Rows[Order.Id.ToString()].Remove(OrdersTable.Owner);

        var journey = await ReadAsync();

        Assert.Equal((true, OrdersTable.Owner), (journey.IsKnown, journey.UnreadableAttribute));
    }

    [Fact]
    public async Task A_row_that_somebody_else_changed_has_its_changes_but_no_events()
    {
        _table.Add(Order with { Version = 9 });

        var journey = await ReadAsync();

        Assert.Equal(3, journey.Steps.Count);
        Assert.All(journey.Steps.Cast<StatusStep>(), static step => Assert.Null(step.Event));
        Assert.Contains("outside the pipeline", Show(journey), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_are_looked_at_only_where_that_is_wanted()
    {
        _table.Add(Order);
        _bench.Put($$"""{"order_id":"{{Order.Id}}"}""");
        _bench.Sqs.OnReceive = static () => Assert.Fail("A look at the queue.");

        Assert.Equal((3, null), ((await ReadAsync(withDeadLetters: false)) is var journey ? journey.Steps.Count : 0, journey.SawAllDeadLetters));
    }

    [Fact]
    public async Task A_person_reads_a_line_a_step()
    {
        _table.Add(Given.Order());
        _bench.Put($$"""{"order_id":"{{Order.Id}}"}""", "illegal_transition", "status", age: TimeSpan.FromSeconds(-1));

        Assert.Equal(
            $"""
            2026-11-23T22:28:00.123Z  placed, version 1
                                      event {Order.Id}:1 orders.placed.v1, for fulfilment, notifications
            2026-11-23T22:28:01.123Z  dead letter 00000000-0000-0000-0000-000000000001, illegal_transition: status must keep its rule

            """.ReplaceLineEndings(),
            Show(await ReadAsync()));
    }

    [Fact]
    public async Task E_mail_addresses_are_masked_unless_they_are_asked_for()
    {
        _table.Add(Order);
        var journey = await ReadAsync();

        Assert.DoesNotContain("zoe@", journey.ToJson(showPersonalData: false), StringComparison.Ordinal);
        Assert.Contains("zoe@example.com", journey.ToJson(showPersonalData: true), StringComparison.Ordinal);
        Assert.DoesNotContain("zoe@", Show(journey), StringComparison.Ordinal);
    }

    public void Dispose() => _table.Dispose();

    private Task<Journey> ReadAsync(bool withDeadLetters = true, Func<Task<IReadOnlyList<LetterQueue>>>? deadLetters = null) => new JourneyReader(
        new OrderLookup(new OrderReader(_table, _bench.Pipelines.DynamoDb, Given.Table), new Rejections(_table, _bench.Pipelines.DynamoDb, Given.Table)), deadLetters ?? (() => Task.FromResult<IReadOnlyList<LetterQueue>>([_bench.Queue])), GivenCost.Settings.Consumers, _bench.Time)
        .ReadAsync(Order.Id, withDeadLetters, Given.Token);

    private static string Show(Journey journey)
    {
        using var text = new StringWriter();
        JourneyTimeline.Write(text, journey, showPersonalData: false);
        return text.ToString();
    }
}
