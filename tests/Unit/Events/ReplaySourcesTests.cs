using Orders.Model;
using Orders.Operations.Events;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Orders.Resilience;
using Orders.Storage;
using Orders.Tests.Unit.Support;
using Orders.Validation;

namespace Orders.Tests.Unit.Events;

public sealed class ReplaySourcesTests : IDisposable
{
    // Placed, taken up a second later, completed after another.
    private static readonly Order Done = Given.Order("key-0").After(OrderStatus.Processing, OrderStatus.Completed);

    private readonly FakeDynamoDb _table = new();
    private readonly InstantTime _time = new(Given.Now);

    [Fact]
    public async Task An_order_gives_the_event_of_each_version_or_of_the_one_that_is_meant()
    {
        _table.Add(Done);

        Assert.Equal([$"{Done.Id}:1", $"{Done.Id}:2", $"{Done.Id}:3"], await OfOrderAsync(null));
        Assert.Equal([$"{Done.Id}:2"], await OfOrderAsync(2));
    }

    [Fact]
    public async Task A_rejected_order_gives_its_rejection_before_its_versions()
    {
        var rejected = new RejectedOrder(new PlacementIdentity(Done.Id, Done.Owner, Done.IdempotencyKey), new FieldError("item", ErrorCodes.Required, "must be given"), Given.Now);
        _table.Rejected[$"rejected#{Done.Id}"] = Statement.Of(RejectionRow.Insert(rejected, Given.Table)).Apply(before: null).After!;

        Assert.Equal([$"{Done.Id}:0"], await OfOrderAsync(null));
        _table.Add(Done);
        Assert.Equal([$"{Done.Id}:0", $"{Done.Id}:1", $"{Done.Id}:2", $"{Done.Id}:3"], await OfOrderAsync(null));
        Assert.Equal([$"{Done.Id}:2"], await OfOrderAsync(2));

        var batches = await OfSpanAsync(Given.Now, Given.Now.AddSeconds(1));
        Assert.Equal([0, 1], batches.SelectMany(static batch => batch.Events).Select(static told => told.Sequence).Order());
        Assert.DoesNotContain((await OfSpanAsync(Given.Now.AddSeconds(1), Given.Now.AddSeconds(9))).SelectMany(static batch => batch.Events), static told => told.Sequence == 0);
    }

    [Fact]
    public async Task What_the_table_cannot_tell_is_refused_with_the_reason()
    {
        Assert.Contains("There is no order", await RefusalAsync(null), StringComparison.Ordinal);
        _table.Add(Done);
        Assert.Equal($"Order {Done.Id} has the versions 1 to 3.", await RefusalAsync(4));
        _table.Add(Done with { Version = 7 });
        Assert.Contains("is incomplete", await RefusalAsync(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 3, "1 2 3")]
    [InlineData(1, 3, "2 3")]
    [InlineData(1, 2, "2")]
    [InlineData(0, 1, "1")]
    [InlineData(3, 9, "")]
    public async Task A_span_gives_the_versions_that_came_from_its_start_and_before_its_end(int since, int until, string versions)
    {
        _table.Add(Done);

        var batches = await OfSpanAsync(Given.Now.AddSeconds(since), Given.Now.AddSeconds(until));

        Assert.Equal(versions, string.Join(' ', batches.SelectMany(static batch => batch.Events).Select(static told => told.Sequence)));
    }

    [Fact]
    public async Task A_span_is_read_page_by_page_at_a_pace_and_what_cannot_be_told_is_named()
    {
        _table.RowsPerPage = 10;
        for (var i = 0; i < 100; i++)
        {
            _table.Add(Given.Order($"key-{i}"));
        }

        var (broken, changed) = (Given.Order("key-1"), Given.Order("key-2"));
        _table.Rows[broken.Id.ToString()].Remove(OrdersTable.Owner);
        _table.Add(changed with { Version = 4 });

        var batches = await OfSpanAsync(Given.Now, Given.Now.AddSeconds(1));

        Assert.Equal((10, 98), (batches.Count, batches.Sum(static batch => batch.Events.Count)));
        var problems = batches.SelectMany(static batch => batch.Problems).Order(StringComparer.Ordinal).ToList();
        Assert.Equal([$"order {changed.Id}: its history is incomplete", $"row {broken.Id} is not an order: owner"], problems);
        // Fifty read units at five a second; the last page is waited for by nobody.
        Assert.InRange((_time.GetUtcNow() - Given.Now).TotalSeconds, 8.9, 9.1);
    }

    public void Dispose() => _table.Dispose();

    private async Task<List<string>> OfOrderAsync(int? version) =>
        [.. (await ReplaySources.OfOrderAsync(Reader, new Rejections(_table, new AwsPipelines(TimeProvider.System, static () => 0.5).DynamoDb, Given.Table), Done.Id, version, Given.Token).ToListAsync(Given.Token)).SelectMany(static batch => batch.Events).Select(static told => told.Id)];

    private async Task<string> RefusalAsync(int? version)
    {
        var refusal = await Assert.ThrowsAsync<CommandException>(() => OfOrderAsync(version));
        Assert.Equal(ExitCodes.Failed, refusal.ExitCode);
        return refusal.Message;
    }

    private async Task<List<ReplayBatch>> OfSpanAsync(DateTimeOffset since, DateTimeOffset until)
    {
        var scan = new TableScan(_table, new AwsPipelines(TimeProvider.System, static () => 0.5).DynamoDb, Given.TableName, new Pacer(5, _time));
        return await ReplaySources.OfSpanAsync(scan, since, until, Given.Token).ToListAsync(Given.Token);
    }

    private OrderReader Reader => new(_table, new AwsPipelines(TimeProvider.System, static () => 0.5).DynamoDb, Given.Table);
}
