using System.Text;
using Amazon.Lambda.DynamoDBEvents;
using Orders.Events;
using Orders.Model;
using Orders.Notifier;
using Orders.Operations.DeadLetters;
using Orders.Operations.Events;
using Orders.Storage;
using Orders.Tests.Unit.Support;
using Record = Orders.Operations.Streams.StreamRecord;

namespace Orders.Tests.Unit.Events;

public sealed class StreamEventsTests
{
    private static readonly Order Placed = Given.Order() with
    {
        TraceParent = Given.Trace,
        Content = Given.Content("tea \"🍵\"") with { CustomerEmail = "ann@example.com", Metadata = new Dictionary<string, string> { ["a"] = "b" } },
    };

    private static readonly Order Taken = Placed.After(OrderStatus.Processing);

    public static TheoryData<DynamoDBEvent.DynamodbStreamRecord> Readable =>
    [
        StreamRecord.Insert("1", Placed),
        StreamRecord.Modify("2", Placed, Taken),
        StreamRecord.Modify("3", Taken, Taken),
        StreamRecord.Remove("4", Taken),
        StreamRecord.Remove("5", Taken, byTimeToLive: true),
    ];

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_record_tells_here_what_it_tells_the_Notifier(DynamoDBEvent.DynamodbStreamRecord record) =>
        Assert.Equal(Write(StreamRecords.ToEvent(record)), Write(StreamEvents.Read(Of(record))));

    [Fact]
    public void What_the_Notifier_cannot_read_cannot_be_read_here_either()
    {
        var image = StreamRecord.Image(Placed);
        image.Remove(OrdersTable.Owner);
        var record = StreamRecord.Of("6", "INSERT", null, image);

        Assert.Equal(
            Assert.Throws<InvalidChangeException>(() => StreamRecords.ToEvent(record)).Reason,
            Assert.Throws<InvalidChangeException>(() => StreamEvents.Read(Of(record))).Reason);
        Assert.Equal(Placed.Id.ToString(), StreamEvents.Subject(Of(record)));
    }

    [Theory]
    [InlineData("zoe@example.com", "with the invalid key \"z…@…\"")]
    [InlineData("", "with the invalid key \"\"")]
    [InlineData("odd\u001b", "with the invalid key \"odd\\u001b\"")]
    public void An_odd_key_is_shown_as_one(string key, string subject)
    {
        var image = StreamRecord.Image(Placed);
        image[OrdersTable.OrderId] = new() { S = key };

        Assert.Equal(subject, StreamEvents.Subject(Of(StreamRecord.Of("7", "INSERT", null, image))));
    }

    private static string? Write(OrderEvent? told) => told is null ? null : OrderEventWriter.Write(told, "/orders", PersonalFields.All);

    private static Record Of(DynamoDBEvent.DynamodbStreamRecord record) => new(
        record.Dynamodb.SequenceNumber,
        KeyHash: 0,
        new DateTimeOffset(DateTime.SpecifyKind(record.Dynamodb.ApproximateCreationDateTime, DateTimeKind.Utc)),
        Encoding.UTF8.GetBytes(StreamRecordJson.Write(record, withImages: true)));
}
