using Amazon.DynamoDBv2.Model;
using CsCheck;
using Orders.Messages;
using Orders.Model;
using Orders.Observability;
using Orders.Resilience;
using Orders.Settings;
using Orders.Storage;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Storage;

/// <summary>Changes of several orders in one call: they share requests, and come out as if each were made alone.</summary>
public sealed class ManyStatusChangesTests : IDisposable
{
    private readonly InstantTime _time = new(Given.Now.AddMinutes(1));
    private readonly FakeDynamoDb _dynamoDb = new();
    private readonly Lines _lines = new();
    private readonly Metrics _metrics;
    private readonly StatusChanges _changes;

    public ManyStatusChangesTests()
    {
        _metrics = _lines.Metrics(_time);
        _changes = Over(_dynamoDb);
    }

    public void Dispose() => _dynamoDb.Dispose();

    [Fact]
    public async Task Changes_of_many_orders_take_one_request_for_25()
    {
        var orders = Orders(60, OrderStatus.Processing);
        Assert.All(await ApplyAsync([.. orders.Select(static order => new ChangeStatus(order.Id, OrderStatus.Completed))]),
            static result => Assert.Equal(new ChangeResult(ChangeOutcome.Changed), result));
        Assert.Equal([10, 25, 25], Counts.Order());
        Assert.Empty(_dynamoDb.Sent<UpdateItemRequest>());
    }

    [Fact]
    public async Task A_change_that_does_not_hold_is_judged_by_the_row_and_its_neighbours_are_made()
    {
        var orders = Orders(3);
        _dynamoDb.Add(orders[1].After(OrderStatus.Processing));
        _dynamoDb.Add(orders[2].After(OrderStatus.Cancelled));
        var unknown = Given.Order("unknown").Id;
        var results = await ApplyAsync([.. orders.Select(static order => order.Id).Append(unknown).Select(static id => new ChangeStatus(id, OrderStatus.Processing))]);
        Assert.Equal([ChangeOutcome.Changed, ChangeOutcome.Duplicate, ChangeOutcome.IllegalTransition, ChangeOutcome.UnknownOrder], results.Select(static result => result.Outcome));
        Assert.Equal([OrderStatus.Processing, OrderStatus.Processing, OrderStatus.Cancelled], orders.Select(order => _dynamoDb.Find(order.Id)!.Status));
    }

    [Fact]
    public async Task Changes_whose_answer_was_lost_are_known_by_the_history_and_made_once()
    {
        var orders = Orders(3);
        _dynamoDb.FailAfter = static (request, call) => request is BatchExecuteStatementRequest && call == 1 ? Faults.Outage : null;
        Assert.All(await ProcessAsync(orders), static result => Assert.Equal(ChangeOutcome.Duplicate, result.Outcome));
        Assert.All(orders, order => Assert.Equal((2, 1), (_dynamoDb.Find(order.Id)!.Version, _dynamoDb.Find(order.Id)!.History.Count)));
    }

    [Fact]
    public async Task Changes_that_were_made_stay_made_when_the_repeat_for_the_rest_fails()
    {
        var orders = Orders(3);
        _dynamoDb.FailStatement = statement => Statement.Of(statement).Key == orders[1].Id.ToString() ? new BatchStatementError { Code = "ThrottlingError" } : null;
        _dynamoDb.FailBefore = static (_, call) => call > 1 ? Faults.Outage : null;
        Assert.Equal([(ChangeOutcome.Changed, null), (ChangeOutcome.Failed, "InternalServerError"), (ChangeOutcome.Changed, null)], Outcomes(await ProcessAsync(orders)));
    }

    [Fact]
    public async Task Each_change_has_its_own_result_where_some_are_made_together_and_some_alone()
    {
        // No path to PROCESSING has two changes, so the first one is made alone.
        var orders = Orders(5);
        _dynamoDb.Add(orders[3].After(OrderStatus.Expired));
        _dynamoDb.FailStatement = statement => Statement.Of(statement).Key == orders[2].Id.ToString() ? new BatchStatementError { Code = "ThrottlingError" } : null;
        OrderStatus[] moves = [OrderStatus.Processing, OrderStatus.Processing, OrderStatus.Processing, OrderStatus.Processing, OrderStatus.Expired];
        var results = await ApplyAsync([.. orders.Zip(moves, (order, to) => new ChangeStatus(order.Id, to, ExpectedVersion: order == orders[0] ? 2 : null))]);
        Assert.Equal(
            [(ChangeOutcome.VersionConflict, null), (ChangeOutcome.Changed, null), (ChangeOutcome.Failed, "ThrottlingError"), (ChangeOutcome.IllegalTransition, null), (ChangeOutcome.Changed, null)],
            Outcomes(results));
        Assert.Equal([OrderStatus.Pending, OrderStatus.Processing, OrderStatus.Pending, OrderStatus.Expired, OrderStatus.Expired], orders.Select(order => _dynamoDb.Find(order.Id)!.Status));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task Where_several_statuses_are_indexed_an_order_goes_from_one_shard_to_the_next_and_then_out(int count, bool hasTrace)
    {
        var settings = Given.Table with { IndexedStatuses = new HashSet<OrderStatus> { OrderStatus.Pending, OrderStatus.Processing } };
        var changes = Over(_dynamoDb, settings);
        var orders = Enumerable.Range(0, count).Select(static i => Given.Order($"key-{i}")).ToList();
        orders.ForEach(order => _dynamoDb.Add(order, settings));

        foreach (var to in new[] { OrderStatus.Processing, OrderStatus.Completed })
        {
            await changes.ApplyAsync([.. orders.Select(order => new ChangeStatus(order.Id, to, TraceParent: hasTrace ? Given.Trace : null))], Given.Token);
            Assert.All(orders, order => Assert.Equal(StatusShard.Of(order.Id, to, settings), _dynamoDb.Rows[order.Id.ToString()].GetValueOrDefault("status_shard")?.S));
            Assert.All(orders, order => Assert.Equal((to, hasTrace ? Given.Trace : null), (_dynamoDb.Find(order.Id)!.Status, _dynamoDb.Find(order.Id)!.TraceParent)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_row_has_a_time_to_live_from_its_final_status_on_and_never_while_its_order_can_change(int count)
    {
        var changes = Over(_dynamoDb, Given.Table with { TimeToLive = TimeSpan.FromDays(90) });
        var orders = Orders(count);

        await changes.ApplyAsync([.. orders.Select(static order => new ChangeStatus(order.Id, OrderStatus.Processing))], Given.Token);
        Assert.All(orders, order => Assert.Null(_dynamoDb.Find(order.Id)!.RemoveAfter));

        await changes.ApplyAsync([.. orders.Select(static order => new ChangeStatus(order.Id, OrderStatus.Completed))], Given.Token);
        Assert.All(orders, order => Assert.InRange(
            _dynamoDb.Find(order.Id)!.RemoveAfter!.Value, _time.GetUtcNow().AddDays(90).AddSeconds(-2), _time.GetUtcNow().AddDays(90)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Without_a_time_to_live_rows_stay(int count)
    {
        var orders = Orders(count);
        await ApplyAsync([.. orders.Select(static order => new ChangeStatus(order.Id, OrderStatus.Cancelled))]);
        Assert.All(orders, order => Assert.False(_dynamoDb.Rows[order.Id.ToString()].ContainsKey("remove_after")));
    }

    [Fact]
    public async Task A_change_that_is_throttled_is_tried_again_alone()
    {
        var orders = Orders(3);
        var failures = 0;
        _dynamoDb.FailStatement = statement =>
            Statement.Of(statement).Key == orders[1].Id.ToString() && failures++ == 0 ? new BatchStatementError { Code = "ThrottlingError" } : null;
        Assert.All(await ProcessAsync(orders), static result => Assert.Equal(ChangeOutcome.Changed, result.Outcome));
        Assert.Equal([3, 1], Counts);
    }

    [Fact]
    public async Task A_change_that_stays_throttled_has_failed_and_is_not_sent_another_way()
    {
        var orders = Orders(2);
        _dynamoDb.FailStatement = statement =>
            Statement.Of(statement).Key == orders[1].Id.ToString() ? new BatchStatementError { Code = "ThrottlingError" } : null;
        Assert.Equal([new ChangeResult(ChangeOutcome.Changed), new ChangeResult(ChangeOutcome.Failed, Cause: "ThrottlingError")], await ProcessAsync(orders));
        Assert.Empty(_dynamoDb.Sent<UpdateItemRequest>());
    }

    [Theory]
    [InlineData("ValidationError")]
    [InlineData("AccessDenied")]
    [InlineData("AnythingNew")]
    public async Task A_service_that_refuses_the_statements_gets_the_changes_as_updates(string code)
    {
        var orders = Orders(3);
        _dynamoDb.FailStatement = _ => new BatchStatementError { Code = code };
        Assert.All(await ProcessAsync(orders), static result => Assert.Equal(ChangeOutcome.Changed, result.Outcome));
        Assert.Equal(3, _dynamoDb.Sent<UpdateItemRequest>().Count());
        Assert.Equal(3, StatementsRefused());
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_is_no_refusal_of_the_statement()
    {
        var orders = Orders(2);
        _dynamoDb.Add(orders[1].After(OrderStatus.Processing));
        await ProcessAsync(orders);
        Assert.Single(_dynamoDb.Sent<UpdateItemRequest>());
        Assert.Equal(0, StatementsRefused());
    }

    [Fact]
    public async Task A_statement_sets_each_attribute_by_a_clause_of_its_own()
    {
        await ProcessAsync(Orders(2));
        var statement = _dynamoDb.Sent<BatchExecuteStatementRequest>().Single().Statements[0].Statement;
        Assert.Equal(
            "UPDATE \"Orders\" SET \"status\" = ? SET \"updated_at\" = ? SET \"version\" = ? SET \"history\" = ? REMOVE \"traceparent\" REMOVE \"status_shard\" "
            + "WHERE \"order_id\" = ? AND \"status\" = ? AND \"version\" = ?",
            statement);
    }

    [Theory]
    [InlineData("ValidationException")]
    [InlineData("AccessDeniedException")]
    public async Task A_service_that_refuses_the_whole_request_gets_the_changes_as_updates(string code)
    {
        var orders = Orders(3);
        _dynamoDb.FailBefore = (request, _) => request is BatchExecuteStatementRequest ? Faults.DynamoDb(code, 400) : null;
        Assert.All(await ProcessAsync(orders), static result => Assert.Equal(ChangeOutcome.Changed, result.Outcome));
    }

    [Fact]
    public async Task An_outage_is_the_result_of_every_change()
    {
        var orders = Orders(3);
        _dynamoDb.FailBefore = static (_, _) => Faults.Outage;
        Assert.All(await ProcessAsync(orders), static result => Assert.Equal(new ChangeResult(ChangeOutcome.Failed, Cause: "InternalServerError"), result));
    }

    [Fact]
    public async Task An_order_that_comes_twice_does_not_have_the_request_refused()
    {
        var orders = Orders(2);
        var results = await ProcessAsync([orders[0], orders[1], orders[0]]);
        Assert.Equal([ChangeOutcome.Changed, ChangeOutcome.Changed, ChangeOutcome.Duplicate], results.Select(static result => result.Outcome));
        Assert.Equal([2, 1], Counts);
    }

    [Fact]
    public async Task A_row_without_the_version_of_its_status_is_moved_all_the_same()
    {
        // Somebody wrote past the pipeline: the statement does not hold, the update does.
        var orders = Orders(2);
        _dynamoDb.Rows[orders[0].Id.ToString()]["version"] = new AttributeValue { N = "7" };
        Assert.All(await ProcessAsync(orders), static result => Assert.Equal(ChangeOutcome.Changed, result.Outcome));
        Assert.Equal("8", _dynamoDb.Rows[orders[0].Id.ToString()]["version"].N);
    }

    [Fact]
    public void Whatever_is_asked_of_many_orders_comes_out_as_if_each_were_asked_alone() =>
        Gen.Select(Given.Statuses.Array[0, 2], Given.Statuses, Gen.Int[0, 4], Gen.Bool, Gen.Bool).Array[1, 6].Sample(
            asked =>
            {
                using FakeDynamoDb alone = new(), together = new();
                var changes = new List<ChangeStatus>();
                for (var i = 0; i < asked.Length; i++)
                {
                    var (path, to, expectedVersion, hasReason, hasTrace) = asked[i];
                    var order = path.Aggregate(Given.Order($"key-{i}"), static (order, step) =>
                        Lifecycle.Allows(order.Status, step) ? order.After(step) : order);
                    alone.Add(order);
                    together.Add(order);
                    changes.Add(new ChangeStatus(
                        order.Id, to, expectedVersion == 0 ? null : expectedVersion, hasReason ? "because" : null, hasTrace ? Given.Trace : null));
                }

                var one = Over(alone);
                // The fakes answer on the thread pool, and nothing else waits there.
                var expected = changes.ConvertAll(change => one.ApplyAsync(change, Given.Token).GetAwaiter().GetResult());
                var actual = Over(together).ApplyAsync(changes, Given.Token).GetAwaiter().GetResult();
                return expected.SequenceEqual(actual) && changes.All(change => Text(alone, change.OrderId) == Text(together, change.OrderId));
            },
            iter: 3_000,
            threads: 1);

    private IEnumerable<int> Counts => _dynamoDb.Sent<BatchExecuteStatementRequest>().Select(static request => request.Statements.Count);

    private List<Order> Orders(int count, params OrderStatus[] moves)
    {
        var orders = Enumerable.Range(0, count).Select(i => Given.Order($"key-{i}").After(moves)).ToList();
        orders.ForEach(order => _dynamoDb.Add(order));
        return orders;
    }

    private Task<IReadOnlyList<ChangeResult>> ProcessAsync(IEnumerable<Order> orders) =>
        ApplyAsync([.. orders.Select(static order => new ChangeStatus(order.Id, OrderStatus.Processing))]);

    private Task<IReadOnlyList<ChangeResult>> ApplyAsync(IReadOnlyList<ChangeStatus> changes) => _changes.ApplyAsync(changes, Given.Token);

    private int StatementsRefused()
    {
        _metrics.Flush();
        return _lines.Metric(MetricNames.StatementsRefused);
    }

    private static IEnumerable<(ChangeOutcome, string?)> Outcomes(IEnumerable<ChangeResult> results) => results.Select(static result => (result.Outcome, result.Cause));

    private StatusChanges Over(FakeDynamoDb dynamoDb, TableSettings? settings = null) =>
        new(dynamoDb, new AwsPipelines(_time, static () => 0.5).DynamoDb, settings ?? Given.Table, _metrics, _time);

    private static string Text(FakeDynamoDb dynamoDb, OrderId id) => Text(new AttributeValue { M = dynamoDb.Rows[id.ToString()] });

    private static string Text(AttributeValue value) =>
        value.S ?? value.N ?? (value.L is { } list
            ? $"[{string.Join(',', list.Select(Text))}]"
            : $"{{{string.Join(',', value.M.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}:{Text(pair.Value)}"))}}}");
}
