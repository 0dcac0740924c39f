using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Processor;
using Orders.Storage;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Processor;

public sealed class PendingExpiryTests
{
    private const string Expire = """{"type":"order.expire_pending","older_than_hours":24}""";

    private readonly ProcessorHarness _processor = new();

    [Fact]
    public async Task Only_what_has_been_pending_for_too_long_is_expired()
    {
        Add("due", hours: 25);
        Add("just due", hours: 24, milliseconds: 1);
        Add("not yet", hours: 24);
        Add("new", hours: 0);
        _processor.DynamoDb.Add(Given.Order("taken up", at: Given.Now.AddHours(-30)).After(OrderStatus.Processing));

        Assert.Empty(await _processor.HandleAsync(Message("m", Expire)));

        Assert.Equal(
            [OrderStatus.Expired, OrderStatus.Expired, OrderStatus.Pending, OrderStatus.Pending, OrderStatus.Processing],
            new[] { "due", "just due", "not yet", "new", "taken up" }.Select(Status));
        Assert.Equal("not taken up in time", _processor.DynamoDb.Find(OrderId.FromKey("queue", "due"))?.History[0].Reason);
        Assert.Equal(1, _processor.Lines.Metric("ExpiriesRun"));
        Assert.Empty(_processor.Sqs.Sends);
    }

    [Theory]
    [InlineData("2026-11-20T22:28:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("2026-11-23T22:32:59Z")]
    public async Task An_order_expires_by_its_acceptance_and_not_by_its_senders_clock(string placedAt)
    {
        await _processor.HandleAsync(Message("m", $$"""{"idempotency_key":"k","item":"kettle","quantity":2,"placed_at":"{{placedAt}}"}"""));

        _processor.Time.Advance(TimeSpan.FromHours(24));
        _processor.Context.RemainingTime = TimeSpan.FromSeconds(30);
        await _processor.HandleAsync(Message("m2", Expire));
        Assert.Equal(OrderStatus.Pending, Status("k"));

        _processor.Time.Advance(TimeSpan.FromMilliseconds(1));
        _processor.Context.RemainingTime = TimeSpan.FromSeconds(30);
        await _processor.HandleAsync(Message("m3", Expire));
        Assert.Equal(OrderStatus.Expired, Status("k"));
    }

    [Fact]
    public async Task A_row_without_the_time_of_acceptance_expires_by_the_time_that_it_was_placed()
    {
        Add("due", hours: 25);
        _processor.DynamoDb.Rows[OrderId.FromKey("queue", "due").ToString()].Remove("accepted_at");
        await _processor.HandleAsync(Message("m", Expire));
        Assert.Equal(OrderStatus.Expired, Status("due"));
    }

    [Fact]
    public async Task A_sweep_that_uses_up_the_time_does_not_keep_the_rest_of_its_batch_from_being_done()
    {
        Add("due", hours: 25);
        _processor.DynamoDb.FailBefore = (request, _) =>
        {
            if (request is QueryRequest)
            {
                _processor.Time.Advance(TimeSpan.FromMinutes(1));
            }

            return null;
        };

        var again = await _processor.HandleAsync(
            Message("sweep", Expire), Message("place", Place("new")), Message("cancel", Change(OrderId.FromKey("queue", "new"), OrderStatus.Cancelled)));

        Assert.DoesNotContain("place", again);
        Assert.DoesNotContain("cancel", again);
        Assert.Equal(OrderStatus.Cancelled, Status("new"));
    }

    [Fact]
    public async Task All_shards_and_all_their_pages_are_gone_through()
    {
        _processor.DynamoDb.RowsPerPage = 7;
        for (var i = 0; i < 100; i++)
        {
            Add($"key-{i}", hours: 25 + i);
        }

        Assert.Empty(await _processor.HandleAsync(Message("m", Expire)));
        Assert.DoesNotContain(Enumerable.Range(0, 100), i => Status($"key-{i}") != OrderStatus.Expired);
    }

    [Fact]
    public async Task Orders_of_shards_that_the_setting_no_longer_has_expire_too()
    {
        for (var i = 0; i < 50; i++)
        {
            _processor.DynamoDb.Add(Given.Order($"key-{i}", at: Given.Now.AddHours(-25)), Given.Table with { IndexShards = 64 });
        }

        Assert.Empty(await _processor.HandleAsync(Message("m", Expire)));
        Assert.DoesNotContain(Enumerable.Range(0, 50), i => Status($"key-{i}") != OrderStatus.Expired);
    }

    [Fact]
    public async Task An_order_that_moved_on_since_the_index_was_read_stays_as_it_is()
    {
        Add("moved", hours: 25);
        Add("due", hours: 26);
        var moved = Given.Order("moved", at: Given.Now.AddHours(-25)).After(OrderStatus.Processing);
        _processor.DynamoDb.FailBefore = (request, call) =>
        {
            if (request is UpdateItemRequest or BatchExecuteStatementRequest && call == 1)
            {
                _processor.DynamoDb.Add(moved);
            }

            return null;
        };
        Assert.Empty(await _processor.HandleAsync(Message("m", Expire)));
        Assert.Equal(OrderStatus.Processing, Status("moved"));
        Assert.Equal(OrderStatus.Expired, Status("due"));
    }

    [Fact]
    public async Task Without_the_index_the_message_is_put_away()
    {
        var processor = new ProcessorHarness(Given.Table with { IndexedStatuses = new HashSet<OrderStatus>() });
        Assert.Empty(await processor.HandleAsync(Message("m", Expire)));
        Assert.Equal(("type", "not_indexed"), FieldAndCode(Assert.Single(processor.DeadLetters)));
    }

    [Fact]
    public async Task When_the_time_is_up_the_message_comes_again_and_what_was_done_stays_done()
    {
        for (var i = 0; i < 60; i++)
        {
            Add($"key-{i}", hours: 25);
        }

        _processor.DynamoDb.FailAfter = (request, call) =>
        {
            if (request is BatchExecuteStatementRequest && call == 2)
            {
                _processor.Time.Advance(TimeSpan.FromSeconds(28));
            }

            return null;
        };
        await Assert.ThrowsAsync<BatchFailedException>(() => _processor.HandleAsync(Message("m", Expire)));
        var expired = Enumerable.Range(0, 60).Count(i => Status($"key-{i}") == OrderStatus.Expired);
        Assert.InRange(expired, 10, 59);
        Assert.Equal("OutOfTime", Assert.Single(_processor.Lines.Of("MessageReturnedForRetry")).Text("Cause"));

        _processor.DynamoDb.FailAfter = null;
        _processor.Context.RemainingTime = TimeSpan.FromSeconds(30);
        Assert.Empty(await _processor.HandleAsync(Message("m", Expire, receiveCount: 2)));
        Assert.DoesNotContain(Enumerable.Range(0, 60), i => Status($"key-{i}") != OrderStatus.Expired);
    }

    [Theory]
    [InlineData("AROAEXAMPLE:session", true)]
    [InlineData("AROAEXAMPLE", true)]
    [InlineData("AROAEXAMPLE2:session", false)]
    [InlineData("AROAOTHER:AROAEXAMPLE", false)]
    [InlineData("AIDAEXAMPLE", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task Only_the_schedules_role_may_expire_orders_where_it_is_known(string? sender, bool isAllowed)
    {
        var processor = new ProcessorHarness(expiryRoleId: "AROAEXAMPLE");
        processor.DynamoDb.Add(Given.Order("due", at: Given.Now.AddHours(-25)));
        var (expire, place) = (Message("m", Expire), Message("n", Place("key-1")));
        expire.Attributes["SenderId"] = place.Attributes["SenderId"] = sender!;
        Assert.Empty(await processor.HandleAsync(expire, place));
        Assert.Equal(isAllowed ? OrderStatus.Expired : OrderStatus.Pending, processor.DynamoDb.Find(OrderId.FromKey("queue", "due"))?.Status);
        Assert.Equal(isAllowed ? [] : [("type", "sender_not_allowed")], processor.DeadLetters.Select(FieldAndCode));
        Assert.NotNull(processor.DynamoDb.Find(OrderId.FromKey("queue", "key-1")));
    }

    [Fact]
    public async Task A_change_that_fails_brings_the_message_again()
    {
        Add("a", hours: 25);
        Add("b", hours: 25);
        var stuck = OrderId.FromKey("queue", "a").ToString();
        _processor.DynamoDb.FailBefore = (request, _) => request is UpdateItemRequest update && update.Key["order_id"].S == stuck ? Faults.Throttled : null;
        _processor.DynamoDb.FailStatement = statement => Statement.Of(statement).Key == stuck ? new BatchStatementError { Code = "ThrottlingError" } : null;
        Assert.Equal(["m"], await _processor.HandleAsync(Message("m", Expire), Message("n", Place("key-1"))));
        Assert.Equal(OrderStatus.Expired, Status("b"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_change_that_fails_on_any_page_and_in_any_place_brings_the_message_again(int rowsPerPage)
    {
        _processor.DynamoDb.RowsPerPage = rowsPerPage;
        var orders = Enumerable.Range(0, 40).Select(static i => Given.Order($"key-{i}", at: Given.Now.AddHours(-25))).ToList();
        orders.ForEach(order => _processor.DynamoDb.Add(order));
        // Neither the first nor the last of its shard, nor in the last shard.
        var stuck = orders.Where(static order => StatusShard.Of(order.Id, OrderStatus.Pending, Given.Table) == "PENDING#1").OrderBy(static order => order.Id.ToString(), StringComparer.Ordinal).ElementAt(1).Id.ToString();
        _processor.DynamoDb.FailBefore = (request, _) => request is UpdateItemRequest update && update.Key["order_id"].S == stuck ? Faults.Throttled : null;
        _processor.DynamoDb.FailStatement = statement => Statement.Of(statement).Key == stuck ? new BatchStatementError { Code = "ThrottlingError" } : null;

        Assert.Equal(["m"], await _processor.HandleAsync(Message("m", Expire), Message("n", Place("new"))));

        Assert.Equal(39, orders.Count(order => _processor.DynamoDb.Find(order.Id)?.Status == OrderStatus.Expired));
    }

    [Fact]
    public async Task An_index_that_cannot_be_read_brings_the_message_again()
    {
        _processor.DynamoDb.FailBefore = static (request, _) => request is QueryRequest ? Faults.Outage : null;
        Assert.Equal(["m"], await _processor.HandleAsync(Message("m", Expire), Message("n", Place("key-1"))));
        Assert.Equal("InternalServerError", Assert.Single(_processor.Lines.Of("MessageReturnedForRetry")).Text("Cause"));
    }

    private void Add(string key, int hours, int milliseconds = 0) =>
        _processor.DynamoDb.Add(Given.Order(key, at: Given.Now.AddHours(-hours).AddMilliseconds(-milliseconds)));

    private OrderStatus? Status(string key) => _processor.DynamoDb.Find(OrderId.FromKey("queue", key))?.Status;
}
