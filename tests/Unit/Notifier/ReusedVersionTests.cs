using Amazon.Lambda.DynamoDBEvents;
using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Notifier;

/// <summary>Changes that somebody made past the pipeline without a version of their own: their events would have ids that are used.</summary>
public sealed class ReusedVersionTests
{
    private static readonly Order Placed = Given.Order();
    private static readonly Order Taken = Placed.After(OrderStatus.Processing);

    private readonly NotifierHarness _notifier = new();

    public static TheoryData<string, DynamoDBEvent.DynamodbStreamRecord> Reused => new()
    {
        { "status only", StreamRecord.Modify("101", Placed, Placed with { Status = OrderStatus.Cancelled }) },
        { "status, and the version decreased", StreamRecord.Modify("101", Taken, Taken with { Status = OrderStatus.Cancelled, Version = 1 }) },
        { "the version decreased, the status as it was", StreamRecord.Modify("101", Taken, Taken with { Version = 1, History = [] }) },
        { "the next change of a row whose version was decreased", StreamRecord.Modify("101", Taken with { Version = 1 }, Taken.After(OrderStatus.Completed) with { Version = 2 }) },
        { "the removal of a row whose version was decreased", StreamRecord.Remove("101", Taken.After(OrderStatus.Completed) with { Version = 1 }) },
        { "a row that was inserted with a later version", StreamRecord.Insert("101", Taken) },
        { "a row that was inserted with a history", StreamRecord.Insert("101", Taken with { Version = 1 }) },
    };

    [Theory]
    [MemberData(nameof(Reused))]
    public async Task Such_a_change_is_set_aside_with_a_code_of_its_own_and_its_neighbours_are_told(string change, DynamoDBEvent.DynamodbStreamRecord record)
    {
        Assert.Null(await _notifier.HandleAsync(
            StreamRecord.Insert("100", Given.Order("key-2")), record, StreamRecord.Insert("102", Given.Order("key-3"))));

        Assert.True(_notifier.Events().Count == 2, change);
        var reason = ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined));
        Assert.Equal(("reused_version", "version", "101"), (reason.Text("code"), reason.Text("field"), reason.Text("sequence_number")));
        Assert.Equal("reused_version", Assert.Single(_notifier.Lines.Of("RecordQuarantined")).Text("Code"));
        Assert.Equal(1, _notifier.Lines.Metric("RecordsQuarantined"));
        Assert.Contains("OldImage", record.Dynamodb.OldImage is null ? "OldImage" : _notifier.Quarantined[0].MessageBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_change_of_a_row_whose_status_alone_was_changed_is_told_with_an_id_of_its_own()
    {
        var changed = Placed with { Status = OrderStatus.Processing };
        Assert.Null(await _notifier.HandleAsync(
            StreamRecord.Insert("100", Placed), StreamRecord.Modify("101", Placed, changed), StreamRecord.Modify("102", changed, changed.After(OrderStatus.Completed))));

        Assert.Equal([$"{Placed.Id}:1", $"{Placed.Id}:2"], _notifier.Events().Select(static told => told.Text("id")));
        Assert.Single(_notifier.Quarantined);
    }

    [Fact]
    public async Task A_change_with_a_version_of_its_own_is_told_whatever_else_somebody_changed()
    {
        var repaired = Placed with { Version = 4, Content = Given.Content("tea") };
        Assert.Null(await _notifier.HandleAsync(
            // A repair of the version alone, or of the content, tells nothing.
            StreamRecord.Modify("100", Placed, repaired),
            StreamRecord.Modify("101", repaired, repaired with { Content = Given.Content("coffee") }),
            StreamRecord.Modify("102", repaired, repaired.After(OrderStatus.Cancelled) with { Version = 9, Owner = "them" })));

        Assert.Empty(_notifier.Quarantined);
        Assert.Equal($"{Placed.Id}:9", Assert.Single(_notifier.Events()).Text("id"));
    }

    [Fact]
    public async Task A_record_whose_images_are_of_two_orders_is_set_aside()
    {
        Assert.Null(await _notifier.HandleAsync(StreamRecord.Modify("101", Placed, Given.Order("key-2").After(OrderStatus.Processing))));

        Assert.Equal("order_id", ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("field"));
        Assert.Empty(_notifier.Events());
    }
}
