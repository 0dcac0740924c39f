using Amazon.SQS.Model;
using Orders.Events;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Events;
using Orders.Queues;
using Orders.Resilience;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.NotifierHarness;

namespace Orders.Tests.Unit.Events;

public sealed class QuarantineReplayTests : IDisposable
{
    private static readonly Order[] Orders = [.. Enumerable.Range(1, 3).Select(static i => Given.Order($"key-{i}").After(OrderStatus.Processing, OrderStatus.Completed))];

    private readonly FakeSqs _sqs = new();
    private readonly List<Letter> _deleted = [];

    [Fact]
    public async Task Events_go_to_their_consumer_in_order_per_order_with_the_ids_that_the_Notifier_gives()
    {
        var letters = Orders.SelectMany(static order => PastEvents.Of(order).Select(static told => LetterOf("a", told))).Reverse().ToList();
        letters.Add(LetterOf("b", PastEvents.Of(Orders[0])[0]));

        var report = await RunAsync(letters);

        foreach (var order in Orders)
        {
            var sent = _sqs.Messages(QueueOf("a")).Where(entry => entry.MessageGroupId == order.Id.ToString()).ToList();
            Assert.Equal(PastEvents.Of(order).Select(static told => told.Id), sent.Select(static entry => entry.MessageDeduplicationId));
            Assert.Equal(PastEvents.Of(order).Select(static told => told.Id), sent.Select(static entry => Wire.Parse(entry.MessageBody).GetProperty("id").GetString()));
        }

        Assert.Single(_sqs.Messages(QueueOf("b")));
        Assert.Equal(10, _deleted.Count);
        Assert.Equal([("a", 9, 9, 9), ("b", 1, 1, 1)], report.Consumers.Select(static one => (one.Name, one.Events, one.Sent, one.LettersDeleted)));
        Assert.True(report.IsWell);
    }

    [Fact]
    public async Task A_letter_is_deleted_only_after_its_event_was_accepted()
    {
        var past = PastEvents.Of(Orders[0]);
        _sqs.RefuseEntry = (entry, _) => entry.MessageDeduplicationId == past[1].Id ? Faults.Permanent : null;

        var report = await RunAsync([.. past.Select(static told => LetterOf("a", told)), LetterOf("b", past[1]), LetterOf("b", past[0])]);

        // The third waits behind the second; b's queue refuses the second, too.
        Assert.Equal([past[0].Id, past[0].Id], _deleted.Select(static letter => WaitingEvent.Read(letter)!.Id));
        Assert.Equal(new ReplayStop(past[1].Id, Consumer: null, "InvalidMessageContents"), report.Consumers[0].Stopped);
        Assert.False(report.IsWell);
    }

    [Fact]
    public async Task A_dry_run_sends_and_deletes_nothing()
    {
        var report = await RunAsync([LetterOf("a", PastEvents.Of(Orders[0])[0])], isDryRun: true);

        Assert.Empty(_sqs.Sends);
        Assert.Empty(_deleted);
        Assert.Equal(("a", 1, 0), Assert.Single(report.Consumers) is var one ? (one.Name, one.Events, one.Sent) : default);
    }

    [Fact]
    public async Task Events_of_a_consumer_that_is_not_meant_are_left_alone()
    {
        var report = await RunAsync([LetterOf("c", PastEvents.Of(Orders[0])[0])]);

        Assert.Empty(_sqs.Sends);
        Assert.Empty(report.Consumers);
    }

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("null", "[]")]
    [InlineData("""{"code":"undeliverable","consumer":"a","sequence":1,"event_id":"x:1"}""", """{"id":"x:1","subject":"x"}""")]
    [InlineData("""{"code":"undeliverable","consumer":"a","sequence":1,"event_id":"019f2790-5c32-7576-9ae2-c99964612df5:1"}""", """{"id":"019f2790-5c32-7576-9ae2-c99964612df5:2","subject":"019f2790-5c32-7576-9ae2-c99964612df5"}""")]
    [InlineData("""{"code":"undeliverable","consumer":"a","sequence":1e9999,"event_id":"\ud800"}""", "\ud800")]
    public async Task A_letter_that_is_not_as_the_Notifier_writes_it_is_named_and_stays(string reason, string body)
    {
        var letter = Letter.Of(
            new IncomingMessage
            {
                MessageId = "odd",
                ReceiptHandle = "r",
                Body = body,
                Attributes = new Dictionary<string, MessageAttributeValue> { [DeadLetter.AttributeName] = new() { DataType = DeadLetter.Attribute.DataType, StringValue = reason } },
            },
            null);

        var report = await RunAsync([letter, LetterOf("a", PastEvents.Of(Orders[0])[0])]);

        Assert.Equal(reason.Contains("undeliverable", StringComparison.Ordinal) ? ["odd"] : [], report.Problems.Select(static problem => problem.Split(' ')[1]));
        Assert.DoesNotContain(letter, _deleted);
        Assert.Single(_sqs.Messages(QueueOf("a")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_missing_queue_is_named_and_the_others_get_their_events(bool isDryRun)
    {
        var told = PastEvents.Of(Orders[0])[0];
        var queues = new ConsumerQueues(static consumer => Task.FromResult(consumer.Name == "b" ? QueueOf("b") : null));

        var report = await RunAsync([LetterOf("a", told), LetterOf("b", told)], isDryRun, queues);

        Assert.Equal([("a", 1, 0), ("b", 1, isDryRun ? 0 : 1)], report.Consumers.Select(static one => (one.Name, one.Events, one.Sent)));
        Assert.StartsWith("the queue of consumer a is missing", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.Contains("a: 1 event waits. Nothing was sent", TextOf(report), StringComparison.Ordinal);
        Assert.Equal((isDryRun ? 0 : 1, isDryRun ? 0 : 1, false), (report.Sent, _deleted.Count, report.IsWell));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_another_reader_hides_letters_nothing_is_sent_that_could_overtake_them(bool isDryRun)
    {
        var report = await RunAsync([LetterOf("a", PastEvents.Of(Orders[0])[1])], isDryRun, heldElsewhere: 1);

        Assert.Empty(_sqs.Sends);
        Assert.Empty(_deleted);
        Assert.Equal(("a", 1, 0), Assert.Single(report.Consumers) is var one ? (one.Name, one.Events, one.Sent) : default);
        Assert.StartsWith("1 letter is hidden by another reader", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.False(report.IsWell);
    }

    [Fact]
    public async Task A_letter_that_became_visible_to_other_readers_stops_its_consumers_replay()
    {
        var told = PastEvents.Of(Orders[0])[0];
        var letter = LetterOf("a", told);

        var report = await RunAsync([letter, LetterOf("b", told)], isHeld: one => one != letter);

        Assert.Equal([("a", 0), ("b", 1)], report.Consumers.Select(static one => (one.Name, one.Sent)));
        Assert.Equal("VisibilityTimeoutExpired", report.Consumers.Single(static one => one.Name == "a").Stopped?.Cause);
        Assert.False(report.IsWell);
    }

    [Fact]
    public async Task Only_where_no_event_waits_it_is_said_that_there_is_none()
    {
        Assert.Equal("There is no quarantined event to send.\n", TextOf(await RunAsync([])));
        Assert.DoesNotContain("There is no", TextOf(await RunAsync([], heldElsewhere: 2)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_queue_for_which_nothing_waits_is_no_problem() =>
        Assert.True((await RunAsync([LetterOf("b", PastEvents.Of(Orders[0])[0])], queues: new ConsumerQueues(static consumer => Task.FromResult(consumer.Name == "b" ? QueueOf("b") : null)))).IsWell);

    public void Dispose() => _sqs.Dispose();

    private static Letter LetterOf(string consumer, OrderEvent told)
    {
        var message = new OutgoingMessage(OrderEventWriter.Write(told, "/orders", PersonalFields.None));
        var letter = QuarantinedEvent.Of(Consumer(consumer), new UndeliveredEvent(0, told, message), "Gone", Given.Now, "request-1");
        return Letter.Of(
            new IncomingMessage { MessageId = $"{consumer}-{told.Id}", ReceiptHandle = "r", Body = letter.Body, Attributes = new Dictionary<string, MessageAttributeValue>(letter.Attributes) }, null);
    }

    private static string TextOf(QuarantineReport report)
    {
        using var text = new StringWriter { NewLine = "\n" };
        report.WriteTo(text, showPersonalData: false);
        return text.ToString();
    }

    private Task<QuarantineReport> RunAsync(
        IEnumerable<Letter> letters, bool isDryRun = false, ConsumerQueues? queues = null, int heldElsewhere = 0, Func<Letter, bool>? isHeld = null) =>
        new QuarantineReplay(new QueueSender(_sqs, AwsPipelines.Build(new InstantTime(Given.Now), static () => 0.5)), [Consumer("a"), Consumer("b")]) { IsDryRun = isDryRun, Queues = queues }
            .RunAsync(
                letters,
                heldElsewhere,
                isHeld ?? (static _ => true),
                done =>
                {
                    _deleted.AddRange(done);
                    return Task.FromResult(done.Count);
                },
                static _ => { },
                Given.Token);
}
