using CsCheck;
using Orders.Messages;
using Orders.Model;
using Orders.Resilience;
using Orders.Storage;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Storage;

public sealed class StatusChangesTests : IDisposable
{
    private static readonly Order Placed = Given.Order();

    private readonly InstantTime _time = new(Given.Now);
    private readonly FakeDynamoDb _dynamoDb = new();
    private readonly StatusChanges _changes;

    public StatusChangesTests() => _changes = new StatusChanges(_dynamoDb, new AwsPipelines(_time, static () => 0.5).DynamoDb, Given.Table, new Lines().Metrics(_time), _time);

    public void Dispose() => _dynamoDb.Dispose();

    [Fact]
    public async Task A_change_is_written_with_its_history_time_reason_and_trace()
    {
        _dynamoDb.Add(Placed);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new ChangeResult(ChangeOutcome.Changed), await ApplyAsync(new ChangeStatus(Placed.Id, OrderStatus.Processing, 1, "picked", Given.Trace)));
        var order = _dynamoDb.Find(Placed.Id)!;
        Assert.Equal((OrderStatus.Processing, 2, Given.Now.AddMinutes(1), Given.Now), (order.Status, order.Version, order.UpdatedAt, order.CreatedAt));
        Assert.Equal(new StatusChange(OrderStatus.Processing, Given.Now.AddMinutes(1), "picked"), Assert.Single(order.History));
        Assert.Equal(Given.Trace, order.TraceParent);
        Assert.Single(_dynamoDb.Requests);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_change_without_a_trace_does_not_keep_that_of_the_placement(int changes)
    {
        var orders = Enumerable.Range(0, changes).Select(static index => Given.Order($"key-{index}") with { TraceParent = Given.Trace }).ToList();
        orders.ForEach(order => _dynamoDb.Add(order));
        await _changes.ApplyAsync([.. orders.Select(static order => new ChangeStatus(order.Id, OrderStatus.Expired))], Given.Token);
        Assert.All(orders, order => Assert.Equal((OrderStatus.Expired, null), (_dynamoDb.Find(order.Id)!.Status, _dynamoDb.Find(order.Id)!.TraceParent)));
    }

    [Fact]
    public async Task An_order_joins_and_leaves_the_index_with_its_status()
    {
        var settings = Given.Table with { IndexedStatuses = new HashSet<OrderStatus> { OrderStatus.Processing } };
        var changes = new StatusChanges(_dynamoDb, new AwsPipelines(_time, static () => 0.5).DynamoDb, settings, new Lines().Metrics(_time), _time);
        _dynamoDb.Add(Placed, settings);
        await changes.ApplyAsync(new ChangeStatus(Placed.Id, OrderStatus.Processing), Given.Token);
        Assert.Equal(StatusShard.Of(Placed.Id, OrderStatus.Processing, settings), _dynamoDb.Rows[Placed.Id.ToString()]["status_shard"].S);
        await changes.ApplyAsync(new ChangeStatus(Placed.Id, OrderStatus.Completed), Given.Token);
        Assert.False(_dynamoDb.Rows[Placed.Id.ToString()].ContainsKey("status_shard"));
    }

    [Theory]
    [InlineData(OrderStatus.Processing, null, ChangeOutcome.Duplicate, OrderStatus.Processing)]
    [InlineData(OrderStatus.Processing, null, ChangeOutcome.Duplicate, OrderStatus.Processing, OrderStatus.Completed)]
    [InlineData(OrderStatus.Expired, null, ChangeOutcome.IllegalTransition, OrderStatus.Processing)]
    [InlineData(OrderStatus.Processing, 1, ChangeOutcome.Duplicate, OrderStatus.Processing, OrderStatus.Completed)]
    [InlineData(OrderStatus.Processing, 1, ChangeOutcome.Duplicate, OrderStatus.Processing)]
    [InlineData(OrderStatus.Completed, 2, ChangeOutcome.Duplicate, OrderStatus.Processing, OrderStatus.Completed)]
    [InlineData(OrderStatus.Completed, 1, ChangeOutcome.VersionConflict, OrderStatus.Processing, OrderStatus.Completed)]
    [InlineData(OrderStatus.Cancelled, 1, ChangeOutcome.VersionConflict, OrderStatus.Processing)]
    [InlineData(OrderStatus.Processing, 7, ChangeOutcome.IllegalTransition, OrderStatus.Processing, OrderStatus.Completed)]
    [InlineData(OrderStatus.Expired, 2, ChangeOutcome.IllegalTransition, OrderStatus.Processing)]
    [InlineData(OrderStatus.Cancelled, 2, ChangeOutcome.VersionConflict, OrderStatus.Processing, OrderStatus.Completed)]
    public async Task The_row_tells_a_repeat_from_a_conflict(OrderStatus to, int? expectedVersion, ChangeOutcome outcome, params OrderStatus[] before)
    {
        var order = Placed.After(before);
        _dynamoDb.Add(order);
        Assert.Equal(new ChangeResult(outcome, order.Status), await ApplyAsync(new ChangeStatus(Placed.Id, to, expectedVersion)));
        Assert.Equal(order.Version, _dynamoDb.Find(Placed.Id)?.Version);
        Assert.Single(_dynamoDb.Requests);
    }

    [Theory]
    [InlineData(OrderStatus.Completed, null, ChangeOutcome.IllegalTransition)]
    [InlineData(OrderStatus.Completed, 2, ChangeOutcome.VersionConflict)]
    [InlineData(OrderStatus.Cancelled, 2, ChangeOutcome.VersionConflict)]
    [InlineData(OrderStatus.Cancelled, 7, ChangeOutcome.VersionConflict, OrderStatus.Processing)]
    public async Task A_change_that_can_still_become_legal_is_early(OrderStatus to, int? expectedVersion, ChangeOutcome otherwise, params OrderStatus[] before)
    {
        var order = Placed.After(before);
        _dynamoDb.Add(order);
        Assert.Equal(new ChangeResult(otherwise, order.Status) { IsEarly = true }, await ApplyAsync(new ChangeStatus(Placed.Id, to, expectedVersion)));
        Assert.Equal(order.Version, _dynamoDb.Find(Placed.Id)?.Version);
    }

    [Fact]
    public async Task A_row_whose_history_is_shorter_than_its_version_says_is_a_conflict()
    {
        // Somebody wrote past the pipeline.
        _dynamoDb.Add(Placed.After(OrderStatus.Processing));
        _dynamoDb.Rows[Placed.Id.ToString()]["version"] = new() { N = "5" };
        Assert.Equal(new ChangeResult(ChangeOutcome.VersionConflict, OrderStatus.Processing), await ApplyAsync(new ChangeStatus(Placed.Id, OrderStatus.Cancelled, 3)));
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_unknown() =>
        Assert.Equal(new ChangeResult(ChangeOutcome.UnknownOrder) { IsEarly = true }, await ApplyAsync(new ChangeStatus(Placed.Id, OrderStatus.Processing)));

    [Fact]
    public async Task Nothing_moves_to_PENDING_and_no_request_is_spent_on_it()
    {
        Assert.Equal(new ChangeResult(ChangeOutcome.IllegalTransition), await ApplyAsync(new ChangeStatus(Placed.Id, OrderStatus.Pending)));
        Assert.Empty(_dynamoDb.Requests);
    }

    [Fact]
    public async Task A_damaged_row_is_named_by_the_attribute_at_fault()
    {
        _dynamoDb.Add(Placed.After(OrderStatus.Processing));
        _dynamoDb.Rows[Placed.Id.ToString()].Remove("owner");
        Assert.Equal(new ChangeResult(ChangeOutcome.Unreadable, Cause: "owner"), await ApplyAsync(new ChangeStatus(Placed.Id, OrderStatus.Expired)));
    }

    [Fact]
    public void Whatever_is_asked_an_order_only_moves_along_the_lifecycle_and_its_history_tells_how() =>
        Gen.Select(Given.Statuses.Array[0, 3], Given.Statuses, Gen.Int[0, 5]).Sample(
            (path, to, expectedVersion) =>
            {
                var start = path.Aggregate(Placed, static (order, step) =>
                    Lifecycle.Allows(order.Status, step) ? order.After(step) : order);
                _dynamoDb.Add(start);
                return IsRight(to, expectedVersion == 0 ? null : expectedVersion);
            },
            iter: 10_000,
            threads: 1);

    private bool IsRight(OrderStatus to, int? expectedVersion)
    {
        var before = _dynamoDb.Find(Placed.Id)!;
        // The fake answers on the thread pool, and nothing else waits there.
        var result = ApplyAsync(new ChangeStatus(Placed.Id, to, expectedVersion)).GetAwaiter().GetResult();
        var after = _dynamoDb.Find(Placed.Id)!;
        var mayMove = Lifecycle.Allows(before.Status, to) && (expectedVersion ?? before.Version) == before.Version;
        return mayMove
            ? result.Outcome == ChangeOutcome.Changed && after.Status == to && after.Version == before.Version + 1
                && after.History.Count == before.History.Count + 1 && after.History[^1].Status == to
            : result.Outcome is ChangeOutcome.Duplicate or ChangeOutcome.IllegalTransition or ChangeOutcome.VersionConflict
                && (result.Outcome != ChangeOutcome.Duplicate || before.History.Any(change => change.Status == to))
                && (after.Status, after.Version, after.History.Count) == (before.Status, before.Version, before.History.Count);
    }

    private Task<ChangeResult> ApplyAsync(ChangeStatus change) => _changes.ApplyAsync(change, Given.Token);
}
