using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Processor;

/// <summary>The queue's messages about rows that somebody wrote past the pipeline.</summary>
public sealed class OddRowTests
{
    private static readonly Order Placed = Given.Order("odd", at: Given.Now.AddHours(-30));

    private readonly ProcessorHarness _processor = new();

    public OddRowTests()
    {
        _processor.DynamoDb.Add(Placed);
        _processor.DynamoDb.Add(Given.Order("good", at: Given.Now.AddHours(-30)));
    }

    private Dictionary<string, AttributeValue> Row => _processor.DynamoDb.Rows[$"{Placed.Id}"];

    [Fact]
    public async Task A_change_of_such_a_row_is_a_dead_letter_at_once_and_its_neighbour_is_made()
    {
        Row["status"] = new("NO_SUCH_STATUS");

        Assert.Empty(await _processor.HandleAsync(
            Message("m1", Change(Placed.Id, OrderStatus.Processing)), Message("m2", Change(OrderId.FromKey("queue", "good"), OrderStatus.Processing))));

        Assert.Equal(("order_id", "unreadable_row"), FieldAndCode(Assert.Single(_processor.DeadLetters)));
        Assert.Contains("status", Reason(_processor.DeadLetters[0]).Text("message"), StringComparison.Ordinal);
        Assert.Equal(OrderStatus.Processing, _processor.DynamoDb.Find(OrderId.FromKey("queue", "good"))?.Status);
    }

    [Fact]
    public async Task A_change_that_the_table_refuses_for_good_is_a_dead_letter_at_once()
    {
        _processor.DynamoDb.FailBefore = static (request, _) => request is UpdateItemRequest ? Faults.DynamoDb("ValidationException", 400) : null;

        Assert.Empty(await _processor.HandleAsync(Message("m1", Change(Placed.Id, OrderStatus.Processing))));

        Assert.Equal(("order_id", "unwritable"), FieldAndCode(Assert.Single(_processor.DeadLetters)));
    }

    [Theory]
    [InlineData("content_hash")]
    [InlineData("owner")]
    public async Task An_order_that_meets_such_a_row_is_a_dead_letter_with_its_reason(string attribute)
    {
        Row[attribute] = new() { N = "7" };

        Assert.Empty(await _processor.HandleAsync(Message("m1", Place("odd")), Message("m2", Place("good")), Message("m3", Place("new"))));

        Assert.Equal(("idempotency_key", "unreadable_row"), FieldAndCode(Assert.Single(_processor.DeadLetters)));
        Assert.Equal((1, 1), (_processor.Lines.Metric("Duplicates"), _processor.Lines.Metric("OrdersPlaced")));
    }

    [Fact]
    public async Task Expiry_names_the_rows_that_it_cannot_move_and_expires_the_others()
    {
        Row["status"] = new("NO_SUCH_STATUS");
        var stray = Given.Order("stray", at: Given.Now.AddHours(-30));
        _processor.DynamoDb.Add(stray);
        _processor.DynamoDb.Rows[$"{stray.Id}"]["order_id"] = new("no id");

        Assert.Empty(await _processor.HandleAsync(Message("m", """{"type":"order.expire_pending","older_than_hours":24}""")));

        Assert.Equal(OrderStatus.Expired, _processor.DynamoDb.Find(OrderId.FromKey("queue", "good"))?.Status);
        Assert.Equal([$"{Placed.Id}", "no id"], _processor.Lines.Of("RowUnreadable").Select(static line => line.Text("OrderId")!).OrderDescending().Reverse());
        Assert.Equal(2, _processor.Lines.Metric("RowsUnreadable"));
        Assert.Empty(_processor.DeadLetters);
    }
}
