using Amazon.DynamoDBv2.Model;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.Orders.Erasing;
using Orders.Resilience;
using Orders.Storage;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Erasing;

/// <summary>What an erasure changes in a row, and what goes on as before.</summary>
public sealed class RowErasureTests : IDisposable
{
    private static readonly OrderContent Content = Given.Content() with
    {
        CustomerName = "Zoë", CustomerEmail = "zoe@example.com", Metadata = new Dictionary<string, string> { ["birthday"] = "1 May" },
    };

    private static readonly Order Order = Given.Order(content: Content);

    private readonly InstantTime _time = new(Given.Now.AddDays(1));
    private readonly FakeDynamoDb _dynamoDb = new();
    private readonly AwsPipelines _pipelines;

    public RowErasureTests() => _pipelines = new AwsPipelines(_time, static () => 0.5);

    public void Dispose() => _dynamoDb.Dispose();

    [Fact]
    public async Task Only_the_personal_fields_go()
    {
        _dynamoDb.Add(Order.After(OrderStatus.Processing));
        var before = new Dictionary<string, AttributeValue>(_dynamoDb.Rows[Order.Id.ToString()]);

        Assert.Null(await EraseAsync(Order));

        var after = _dynamoDb.Rows[Order.Id.ToString()];
        Assert.Equal(PersonalFields.All.Order(), before.Keys.Except(after.Keys).Order());
        Assert.Equal(["erased_at"], after.Keys.Except(before.Keys));
        Assert.All(after.Where(pair => before.ContainsKey(pair.Key)), pair => Assert.Same(before[pair.Key], pair.Value));
        var erased = _dynamoDb.Find(Order.Id)!;
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds(), erased.ErasedAt!.Value.ToUnixTimeSeconds(), 5d);
        Assert.Equal((null, null, 0), (erased.Content.CustomerName, erased.Content.CustomerEmail, erased.Content.Metadata.Count));
    }

    [Fact]
    public async Task A_repeat_of_the_placement_is_a_repeat_and_other_content_is_a_conflict()
    {
        _dynamoDb.Add(Order);
        await EraseAsync(Order);
        var placement = new OrderPlacement(_dynamoDb, _pipelines.DynamoDb, Given.Table, new Fingerprints(_dynamoDb, _pipelines.DynamoDb, Given.Table));

        var results = await placement.PlaceAsync([Order, Given.Order(content: Content with { CustomerName = "Zoe" })], Given.Token);

        Assert.Equal([PlaceOutcome.Duplicate, PlaceOutcome.Conflict], results.Select(static result => result.Outcome));
        Assert.Null(_dynamoDb.Find(Order.Id)!.Content.CustomerName);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_erased_order_goes_on_through_its_life(int count)
    {
        var orders = Enumerable.Range(0, count).Select(static i => Given.Order($"key-{i}", content: Content)).ToList();
        foreach (var order in orders)
        {
            _dynamoDb.Add(order);
            await EraseAsync(order);
        }

        var changes = new StatusChanges(_dynamoDb, _pipelines.DynamoDb, Given.Table, new Lines().Metrics(_time), _time);
        foreach (var to in (OrderStatus[])[OrderStatus.Processing, OrderStatus.Completed])
        {
            Assert.All(
                await changes.ApplyAsync([.. orders.Select(order => new ChangeStatus(order.Id, to))], Given.Token), static result => Assert.Equal(ChangeOutcome.Changed, result.Outcome));
        }

        // A repeated change is judged by the erased row.
        Assert.All(
            await changes.ApplyAsync([.. orders.Select(static order => new ChangeStatus(order.Id, OrderStatus.Completed))], Given.Token),
            static result => Assert.Equal(ChangeOutcome.Duplicate, result.Outcome));
        Assert.All(orders, order => Assert.Equal((3, true), (_dynamoDb.Find(order.Id)!.Version, _dynamoDb.Find(order.Id)!.ErasedAt is not null)));
    }

    [Fact]
    public async Task A_lost_answer_is_recognized_and_a_second_erasure_keeps_the_first_time()
    {
        _dynamoDb.Add(Order);
        _dynamoDb.FailAfter = static (request, call) => request is UpdateItemRequest && call == 1 ? Faults.Outage : null;
        Assert.Null(await EraseAsync(Order));
        var first = _dynamoDb.Find(Order.Id)!.ErasedAt;

        Assert.Null(await new RowErasure(_dynamoDb, _pipelines.DynamoDb, Given.TableName, Reader, new InstantTime(Given.Now.AddDays(9))).RunAsync(Order));
        Assert.Equal(first, _dynamoDb.Find(Order.Id)!.ErasedAt);
    }

    [Fact]
    public async Task A_row_that_was_removed_is_not_written_again_and_another_order_with_its_id_is_left_alone()
    {
        Assert.Equal("RemovedMeanwhile", await EraseAsync(Order));
        Assert.Empty(_dynamoDb.Rows);

        _dynamoDb.Add(Given.Order(content: Content with { Item = "another" }));
        Assert.Equal("ReplacedMeanwhile", await EraseAsync(Order));
        Assert.Equal("Zoë", _dynamoDb.Find(Order.Id)!.Content.CustomerName);
    }

    [Fact]
    public async Task A_refused_write_is_reported_with_its_code()
    {
        _dynamoDb.Add(Order);
        _dynamoDb.FailBefore = static (request, _) => request is UpdateItemRequest ? Faults.DynamoDb("AccessDeniedException", 400) : null;
        Assert.Equal("AccessDeniedException", await EraseAsync(Order));
    }

    [Fact]
    public void A_row_may_lack_a_name_only_if_it_says_when_it_was_erased()
    {
        var row = Statement.Of(new InsertStatement(Given.Table).For(Order)).Apply(before: null).After!;
        row.Remove("customer_name");
        Assert.False(OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out _, out var unreadable));
        Assert.Equal("customer_name", unreadable.Attribute);

        row["erased_at"] = new("2026-11-24T09:15:30.250Z");
        Assert.True(OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out _, out _));
        row.Remove("item");
        Assert.False(OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out _, out unreadable));
        Assert.Equal("item", unreadable.Attribute);
        row["item"] = new("kettle");
        row["erased_at"] = new("yesterday");
        Assert.False(OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out _, out unreadable));
        Assert.Equal("erased_at", unreadable.Attribute);
    }

    private OrderReader Reader => new(_dynamoDb, _pipelines.DynamoDb, Given.Table);

    private Task<string?> EraseAsync(Order order) => new RowErasure(_dynamoDb, _pipelines.DynamoDb, Given.TableName, Reader, _time).RunAsync(order);
}
