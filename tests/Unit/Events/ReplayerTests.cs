using Amazon.SQS.Model;
using Orders.Events;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Events;
using Orders.Operations.Terminal;
using Orders.Queues;
using Orders.Resilience;
using Orders.Tests.Unit.DeadLetters;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.NotifierHarness;

namespace Orders.Tests.Unit.Events;

public sealed class ReplayerTests : IDisposable
{
    private static readonly Order Order = Given.Order().After(OrderStatus.Processing, OrderStatus.Completed);
    private static readonly IReadOnlyList<OrderEvent> Past = PastEvents.Of(Order);

    private readonly FakeSqs _sqs = new();

    [Fact]
    public async Task Ids_stay_and_deduplication_ids_are_those_of_this_replay()
    {
        var report = await RunAsync([new ReplayBatch(Past)]);

        var entries = _sqs.Messages(QueueOf("warehouse"));
        Assert.Equal(Past.Select(static told => told.Id), entries.Select(static entry => IdOf(entry)));
        Assert.Equal(Past.Select(told => $"{told.Id}:replay:{Given.Now.ToUnixTimeMilliseconds()}"), entries.Select(static entry => entry.MessageDeduplicationId));
        Assert.All(entries, entry => Assert.Equal(Order.Id.ToString(), entry.MessageGroupId));
        Assert.All(entries, static entry => Assert.InRange(entry.MessageDeduplicationId.Length, 1, 128));
        Assert.Equal((3, 3, 3, true), (report.Events, report.Messages, report.Sent, report.IsWell));
        // An order's events are never in one request, so that none that is sent again comes behind its successor.
        Assert.All(_sqs.Sends, static send => Assert.Single(send.Entries));
    }

    [Fact]
    public async Task A_dry_run_sends_nothing_and_says_what_it_would()
    {
        var deleted = 0;
        var report = await RunAsync([new ReplayBatch(Past) { Letter = NewLetter() }], isDryRun: true, delete: _ => Task.FromResult(deleted++ == 0));

        Assert.Empty(_sqs.Sends);
        Assert.Equal((3, 3, 0, 1, 0), (report.Events, report.Messages, report.Sent, report.LettersDone, deleted));
        Assert.Equal(Past, report.Named);
    }

    [Fact]
    public async Task An_object_of_the_bucket_is_deleted_after_its_events_and_counted_apart()
    {
        var sentBefore = -1;
        var report = await RunAsync([new ReplayBatch(Past) { Object = "key-1" }, new ReplayBatch([]) { Letter = NewLetter() }], delete: batch =>
        {
            sentBefore = batch.Object is null ? sentBefore : _sqs.Messages(QueueOf("warehouse")).Count;
            return Task.FromResult(batch.Object == "key-1");
        });

        Assert.Equal((3, 1, 1, 1, 0), (sentBefore, report.ObjectsDone, report.ObjectsDeleted, report.LettersDone, report.LettersDeleted));
        var text = new StringWriter();
        report.WriteTo(text, showPersonalData: false);
        Assert.EndsWith("1 object was replayed completely; 1 deleted.\n1 letter was replayed completely; 0 deleted.\n", text.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stops_at_the_first_event_that_SQS_does_not_take_and_keeps_its_letter()
    {
        _sqs.RefuseEntry = (entry, _) => entry.MessageDeduplicationId.StartsWith(Past[1].Id, StringComparison.Ordinal)
            ? new BatchResultErrorEntry { Code = "KmsAccessDenied", SenderFault = true }
            : null;
        var deleted = 0;

        var report = await RunAsync([new ReplayBatch(Past) { Letter = NewLetter() }, new ReplayBatch(Past)], delete: _ => Task.FromResult(deleted++ == 0));

        Assert.Equal(new ReplayStop(Past[1].Id, "warehouse", "KmsAccessDenied"), report.Stopped);
        Assert.Equal((1, 0, 0, false), (report.Sent, deleted, report.LettersDone, report.IsWell));
        // Nothing of the order overtakes what is missing.
        Assert.Equal([Past[0].Id], _sqs.Messages(QueueOf("warehouse")).Select(static entry => IdOf(entry)));
    }

    [Fact]
    public async Task Events_that_may_be_sent_are_counted()
    {
        _sqs.FailAfter = static (_, _) => new HttpIOException(HttpRequestError.ResponseEnded);

        var report = await RunAsync([new ReplayBatch(Past)]);

        Assert.Equal((0, 1), (report.Sent, report.MayBeSent));
        using var text = new StringWriter();
        report.WriteTo(text, showPersonalData: false);
        Assert.Contains("0 messages were sent, and 1 may have been, because SQS did not answer. It stopped at", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_is_deleted_once_all_of_it_was_sent()
    {
        var sentBefore = -1;
        var report = await RunAsync([new ReplayBatch(Past) { Letter = NewLetter() }], delete: _ =>
        {
            sentBefore = _sqs.Messages(QueueOf("warehouse")).Count;
            return Task.FromResult(true);
        });

        Assert.Equal((3, 1), (sentBefore, report.LettersDeleted));
    }

    [Fact]
    public async Task A_consumer_gets_only_the_types_that_it_wants()
    {
        var report = await RunAsync([new ReplayBatch(Past)], consumer: Consumer("warehouse", types: [EventTypes.Placed]));

        Assert.Equal((3, 1, 1), (report.Events, report.Messages, report.Sent));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_missing_queue_is_named_the_others_get_their_events_and_the_letter_stays(bool isDryRun)
    {
        var asked = new List<string>();
        var queues = new ConsumerQueues(consumer =>
        {
            asked.Add(consumer.Name);
            return Task.FromResult(consumer.Name == "gone" ? null : QueueOf(consumer.Name));
        });
        var deleted = 0;

        var report = await new Replayer(
            NewSender(), [Consumer("gone"), Consumer("warehouse"), Consumer("idle", types: [EventTypes.Removed])], "/orders", Given.Now) { IsDryRun = isDryRun, Queues = queues }
            .RunAsync(
                ((ReplayBatch[])[new(Past) { Letter = NewLetter() }, new(Past)]).ToAsyncEnumerable(), _ => Task.FromResult(++deleted > 0), static _ => { }, Given.Token);

        // Each once, and nobody for whom there is nothing.
        Assert.Equal(["gone", "warehouse"], asked);
        Assert.Equal((6, 6, isDryRun ? 0 : 6), (report.Events, report.Messages, report.Sent));
        Assert.Equal((0, 0, false), (deleted, report.LettersDone, report.IsWell));
        Assert.StartsWith("the queue of consumer gone is missing", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("gone", report.Consumers);
    }

    [Fact]
    public async Task A_missing_queue_that_nothing_is_for_is_no_problem()
    {
        var queues = new ConsumerQueues(static consumer => Task.FromResult(consumer.Name == "idle" ? null : QueueOf(consumer.Name)));

        var report = await new Replayer(NewSender(), [Consumer("idle", types: [EventTypes.Removed]), Consumer("warehouse")], "/orders", Given.Now) { Queues = queues }
            .RunAsync(((ReplayBatch[])[new(Past)]).ToAsyncEnumerable(), delete: null, static _ => { }, Given.Token);

        Assert.True(report.IsWell);
    }

    [Fact]
    public async Task What_cannot_be_sent_again_is_said_and_is_no_success()
    {
        var report = await RunAsync([new ReplayBatch(Past) { Problems = ["letter 1 is none of ours"] }]);

        Assert.Equal((3, false), (report.Sent, report.IsWell));
        using var text = new StringWriter();
        report.WriteTo(text, showPersonalData: false);
        Assert.Contains("Not replayed: letter 1 is none of ours", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pace_holds_it_to_so_many_a_second()
    {
        var time = new InstantTime(Given.Now);

        await RunAsync([.. Enumerable.Repeat(new ReplayBatch(Past), 10)], pacer: new Pacer(5, time));

        // Thirty events at five a second: the last has its turn after twenty-nine.
        Assert.InRange((time.GetUtcNow() - Given.Now).TotalSeconds, 5.7, 5.9);
    }

    public void Dispose() => _sqs.Dispose();

    private static string? IdOf(SendMessageBatchRequestEntry entry) => Wire.Parse(entry.MessageBody).GetProperty("id").GetString();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_interruption_says_what_was_sent(bool isPaced)
    {
        using var interrupt = new CancellationTokenSource();
        _sqs.RefuseEntry = (_, _) =>
        {
            interrupt.Cancel();
            return null;
        };

        var report = await RunAsync(
            [new ReplayBatch([Past[0]]), new ReplayBatch(Past)],
            pacer: isPaced ? new Pacer(1, new InstantTime(Given.Now)) : null,
            cancellationToken: interrupt.Token);

        Assert.Equal((1, false), (report.Sent, report.IsWell));
        Assert.EndsWith("Interrupted", report.StopCause, StringComparison.Ordinal);
        Assert.Contains("1 message was sent.", Text(report), StringComparison.Ordinal);
        Assert.Contains("Run it again", Text(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_fails_after_some_events_leaves_a_report_and_one_that_fails_at_once_is_the_failure()
    {
        var denied = Faults.DynamoDb("AccessDeniedException", 400);
        async IAsyncEnumerable<ReplayBatch> Failing(params IEnumerable<ReplayBatch> before)
        {
            foreach (var batch in before)
            {
                yield return batch;
            }

            await Task.Yield();
            throw denied;
        }

        var replayer = new Replayer(NewSender(), [Consumer("warehouse")], "/orders", Given.Now);
        var report = await replayer.RunAsync(Failing(new ReplayBatch(Past)), delete: null, static _ => { }, Given.Token);

        Assert.Equal((3, "AccessDeniedException", false), (report.Sent, report.StopCause, report.IsWell));
        Assert.Same(denied, await Assert.ThrowsAnyAsync<Exception>(() => replayer.RunAsync(Failing(), delete: null, static _ => { }, Given.Token)));
    }

    [Fact]
    public async Task An_interruption_while_the_table_is_read_is_one_too()
    {
        using var interrupt = new CancellationTokenSource();
        async IAsyncEnumerable<ReplayBatch> Interrupted()
        {
            await interrupt.CancelAsync();
            yield return await Task.FromException<ReplayBatch>(new DependencyUnavailableException("DynamoDB", new OperationCanceledException(interrupt.Token)));
        }

        var report = await new Replayer(NewSender(), [Consumer("warehouse")], "/orders", Given.Now).RunAsync(Interrupted(), delete: null, static _ => { }, interrupt.Token);

        Assert.Equal(ReplayReport.Interrupted, report.StopCause);
    }

    private static string Text(ReplayReport report)
    {
        using var text = new StringWriter();
        report.WriteTo(text, showPersonalData: false);
        return text.ToString();
    }

    private Task<ReplayReport> RunAsync(
        IReadOnlyList<ReplayBatch> batches, bool isDryRun = false, Func<ReplayBatch, Task<bool>>? delete = null, Consumer? consumer = null, Pacer? pacer = null, CancellationToken? cancellationToken = null)
    {
        return new Replayer(NewSender(), [consumer ?? Consumer("warehouse")], "/orders", Given.Now) { IsDryRun = isDryRun, Pacer = pacer }
            .RunAsync(batches.ToAsyncEnumerable(), delete, static _ => { }, cancellationToken ?? Given.Token);
    }

    private QueueSender NewSender() => new(_sqs, new AwsPipelines(new InstantTime(Given.Now), static () => 0.5).Sqs);

    private static Letter NewLetter() => Letter.Of(new IncomingMessage { MessageId = "letter", ReceiptHandle = "r", Body = "{}" }, deduplicationId: null);
}
