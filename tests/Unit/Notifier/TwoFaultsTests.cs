using Amazon.Lambda.DynamoDBEvents;
using Amazon.SQS.Model;
using Orders.Events;
using Orders.Model;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.NotifierHarness;

namespace Orders.Tests.Unit.Notifier;

/// <summary>Of two things that go wrong in one batch none hides the other: the batch stops at the earlier one, and nothing before it is lost.</summary>
public sealed class TwoFaultsTests
{
    private const string Gone = "AWS.SimpleQueueService.NonExistentQueue";

    private static readonly List<Order> Orders = [.. Enumerable.Range(0, 4).Select(static i => Given.Order($"key-{i}"))];

    private readonly NotifierHarness _notifier = new(Consumer("a"), Consumer("b"), Consumer("c"));

    [Fact]
    public async Task A_letter_that_failed_stops_the_batch_before_a_later_delivery_that_failed()
    {
        Fail(Gone, "b");
        _notifier.Sqs.RefuseEntry = static (entry, _) => IsLetter(entry, "b", 0) ? Faults.Permanent : entry.MessageGroupId == Orders[2].Id.ToString() ? Faults.Transient : null;

        Assert.Equal("100", await InsertAsync());

        Assert.Equal(("b", "InvalidMessageContents"), Stopped());
    }

    [Fact]
    public async Task A_delivery_that_failed_stops_the_batch_before_a_later_letter_would_fail()
    {
        Fail(Gone, "b");
        _notifier.Sqs.RefuseEntry = static (entry, _) => IsLetter(entry, "b", 2) ? Faults.Permanent : entry.MessageGroupId == Orders[1].Id.ToString() ? Faults.Transient : null;

        Assert.Equal("101", await InsertAsync());

        Assert.Equal(("a", "InternalError"), Stopped());
        Assert.Single(_notifier.Quarantined);
    }

    [Theory]
    [InlineData(0, 1, "b")]
    [InlineData(1, 0, "c")]
    public async Task Of_two_consumers_letters_that_failed_the_earlier_one_stops_the_batch(int ofB, int ofC, string consumer)
    {
        Fail(Gone, "b", "c");
        _notifier.Sqs.RefuseEntry = (entry, _) => IsLetter(entry, "b", ofB) || IsLetter(entry, "c", ofC) ? Faults.Permanent : null;

        Assert.Equal("100", await InsertAsync());

        Assert.Equal(consumer, Stopped().Consumer);
    }

    [Fact]
    public async Task Of_two_letters_of_a_consumer_that_failed_the_earlier_one_stops_the_batch()
    {
        Fail(Gone, "b");
        _notifier.Sqs.RefuseEntry = static (entry, _) => IsLetter(entry, "b", 1) || IsLetter(entry, "b", 3) ? Faults.Permanent : null;

        Assert.Equal("101", await InsertAsync());

        Assert.Equal(2, _notifier.Lines.Metric("EventsQuarantined"));
    }

    [Fact]
    public async Task A_record_that_cannot_be_set_aside_stops_the_batch_before_a_letter_that_failed()
    {
        Fail(Gone, "b");
        _notifier.Sqs.RefuseEntry = static (entry, _) =>
            IsLetter(entry, "b", 1) || (entry.MessageGroupId is null && ProcessorHarness.Reason(entry).Text("code") == "unreadable_record") ? Faults.Permanent : null;

        Assert.Equal("099", await _notifier.HandleAsync([StreamRecord.Of("099", "INSERT", null, null), .. Inserts()]));

        Assert.Null(Stopped().Consumer);
    }

    [Fact]
    public async Task An_event_without_room_for_the_reason_of_either_of_two_broken_queues_is_set_aside_once()
    {
        Fail(Gone, "a", "b");

        Assert.Null(await _notifier.HandleAsync(Large("100", Orders[0], 256 * 1024 - 650)));

        Assert.Equal("event", ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("field"));
        Assert.Equal(1, _notifier.Lines.Metric("RecordsQuarantined"));
    }

    [Fact]
    public async Task An_event_that_is_too_long_for_one_consumer_is_set_aside_and_the_others_get_it()
    {
        _notifier.Sqs.MaxBytes = static queue => queue == QueueOf("c") ? 2000 : 256 * 1024;

        Assert.Null(await _notifier.HandleAsync(Large("100", Orders[0], 4000), StreamRecord.Insert("101", Orders[1])));

        Assert.Equal("100", ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("sequence_number"));
        Assert.Equal((2, 2, 1), (_notifier.Events("a").Count, _notifier.Events("b").Count, _notifier.Events("c").Count));
    }

    [Fact]
    public async Task The_cause_of_the_stop_is_that_of_the_first_of_two_events_that_failed()
    {
        _notifier.Sqs.RefuseEntry = static (entry, _) =>
            entry.MessageGroupId == Orders[1].Id.ToString() ? Faults.Permanent : entry.MessageGroupId == Orders[3].Id.ToString() ? Faults.Transient : null;

        Assert.Equal("101", await InsertAsync());

        Assert.Equal("InvalidMessageContents", Stopped().Cause);
    }

    [Fact]
    public async Task Places_are_those_of_the_records_where_a_consumer_does_not_want_every_type()
    {
        var notifier = new NotifierHarness(Consumer("changes", PersonalFields.None, EventTypes.StatusChanged));
        var tooLong = StreamRecord.Modify("102", Orders[1], Orders[1].After(OrderStatus.Processing));
        tooLong.Dynamodb.NewImage["item"] = new() { S = new string('\u0001', 200 * 1024) };
        notifier.Sqs.RefuseEntry = static (entry, _) => entry.MessageGroupId == Orders[0].Id.ToString() ? Faults.Permanent : null;

        Assert.Equal("103", await notifier.HandleAsync(
            StreamRecord.Insert("100", Orders[0]), StreamRecord.Insert("101", Orders[1]), tooLong, StreamRecord.Modify("103", Orders[0], Orders[0].After(OrderStatus.Processing))));

        Assert.Equal("102", ProcessorHarness.Reason(Assert.Single(notifier.Quarantined)).Text("sequence_number"));
    }

    [Fact]
    public async Task A_batch_is_as_old_as_its_first_record()
    {
        Fail("ServiceUnavailable", "b");
        _notifier.Time.Advance(TimeSpan.FromSeconds(60));
        _notifier.Context.RemainingTime = TimeSpan.FromSeconds(30);
        var records = Inserts();
        records[^1].Dynamodb.ApproximateCreationDateTime = Given.Now.UtcDateTime.AddSeconds(30);

        Assert.Null(await _notifier.HandleAsync(records));

        Assert.Equal(4, _notifier.Quarantined.Count);
    }

    [Fact]
    public async Task A_record_that_trips_over_a_bug_is_set_aside_and_its_neighbours_are_told()
    {
        var bug = new Bug();
        var image = new Dictionary<string, DynamoDBEvent.AttributeValue>(StreamRecord.Image(Orders[1]), bug);
        bug.IsThere = true;

        Assert.Null(await _notifier.HandleAsync(StreamRecord.Insert("100", Orders[0]), StreamRecord.Of("101", "REMOVE", image, null), StreamRecord.Insert("102", Orders[2])));

        Assert.Equal("record", ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("field"));
        Assert.Equal("101", Assert.Single(_notifier.Lines.Of("RecordFailed")).Text("SequenceNumber"));
        Assert.Equal(2, _notifier.Events("a").Count);
    }

    [Fact]
    public async Task A_dead_letter_queue_that_does_not_answer_leaves_time_for_the_answer()
    {
        _notifier.Context.RemainingTime = TimeSpan.FromSeconds(2.4);
        _notifier.Sqs.FailBefore = (send, _) =>
        {
            if (send.QueueUrl != QuarantineQueue)
            {
                return null;
            }

            _notifier.Time.Advance(TimeSpan.FromSeconds(0.45));
            return Faults.Sqs("ServiceUnavailable", 503);
        };

        Assert.Equal("100", await _notifier.HandleAsync(StreamRecord.Of("100", "INSERT", null, null), StreamRecord.Insert("101", Orders[0])));

        Assert.InRange(_notifier.Context.RemainingTime, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    }

    private Task<string?> InsertAsync() => _notifier.HandleAsync(Inserts());

    private static DynamoDBEvent.DynamodbStreamRecord[] Inserts() => [.. Orders.Select(static (order, index) => StreamRecord.Insert($"{100 + index}", order))];

    private static DynamoDBEvent.DynamodbStreamRecord Large(string sequenceNumber, Order order, int characters)
    {
        var image = StreamRecord.Image(order);
        image["item"] = new() { S = new string('x', characters) };
        return StreamRecord.Of(sequenceNumber, "INSERT", null, image);
    }

    private (string? Consumer, string? Cause) Stopped() => Assert.Single(_notifier.Lines.Of("BatchStopped")) is var line ? (line.Text("Consumer"), line.Text("Cause")) : default;

    private void Fail(string code, params string[] consumers) =>
        _notifier.Sqs.FailBefore = (send, _) => consumers.Select(QueueOf).Contains(send.QueueUrl) ? Faults.Sqs(code, code == Gone ? 400 : 503) : null;

    private static bool IsLetter(SendMessageBatchRequestEntry entry, string consumer, int order) =>
        entry.MessageGroupId is null && ProcessorHarness.Reason(entry) is var reason && reason.Text("consumer") == consumer && reason.Text("event_id") == $"{Orders[order].Id}:1";

    /// <summary>Fails whoever looks into an image.</summary>
    private sealed class Bug : IEqualityComparer<string>
    {
        public bool IsThere { get; set; }

        public bool Equals(string? x, string? y) => x == y;

        public int GetHashCode(string obj) => IsThere ? throw new InvalidOperationException("bug") : obj.GetHashCode(StringComparison.Ordinal);
    }
}
