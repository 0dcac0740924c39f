using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Queues;
using Orders.Tests.Unit.Support;
using Orders.Validation;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class FollowTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly LetterBench _bench = new(new InstantTime(Given.Now));

    public void Dispose() => _bench.Clean();

    [Fact]
    public async Task Each_message_is_followed_to_its_order_its_duplicate_or_its_death()
    {
        _bench.Table.Add(Given.Order("there"));
        var placed = _bench.Put(Place("new"));
        var twin = _bench.Put(Place("new"), age: TimeSpan.FromHours(-1));
        var duplicate = _bench.Put(Place("there"));
        var conflict = _bench.Put(Place("there", quantity: 3));
        var silent = _bench.Put(Place("silent"));
        PlayProcessor(silent: "silent");

        var report = await _bench.RedriveAsync(_bench.NewOptions() with { At = Given.Now.AddHours(2) }, followFor: Limit);

        var endings = report.Followed.ToDictionary(static followed => followed.Sent.Entry.Letter.Id, static followed => followed.Ending);
        Assert.Equal([Ending.Placed, Ending.Duplicate, Ending.Duplicate, Ending.DeadAgain, Ending.Unresolved], new[] { placed, twin, duplicate, conflict, silent }.Select(id => endings[id]));
        Assert.Equal("key_conflict", Assert.Single(report.Followed, static followed => followed.Ending == Ending.DeadAgain).Reason!.Code);
        Assert.False(report.IsWell);
    }

    [Fact]
    public async Task A_change_of_status_is_done_when_the_order_has_moved()
    {
        _bench.Table.Add(Given.Order("a"));
        _bench.Table.Add(Given.Order("b").After(OrderStatus.Processing));
        var changed = _bench.Put(Move("a"), "unknown_order", "order_id");
        var duplicate = _bench.Put(Move("b"), "unknown_order", "order_id");
        _bench.Sqs.OnSent = (_, entry, _) => _bench.Table.Add(Given.Order("a").After(OrderStatus.Processing));

        var report = await _bench.RedriveAsync(followFor: Limit);

        Assert.True(report.IsWell);
        Assert.Equal(
            [(changed, Ending.Changed), (duplicate, Ending.Duplicate)],
            report.Followed.OrderBy(static followed => followed.Sent.Entry.Letter.Id).Select(static followed => (followed.Sent.Entry.Letter.Id, followed.Ending)));
    }

    [Fact]
    public async Task Waiting_ends_at_its_limit()
    {
        _bench.Put(Place("silent"));
        var start = _bench.Time.GetUtcNow();

        await _bench.RedriveAsync(followFor: Limit);

        // The hold's first renewal moves this clock, too.
        Assert.InRange(_bench.Time.GetUtcNow() - start, Limit, Limit + TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task A_message_that_was_sent_twice_because_its_answer_was_lost_is_known_when_it_comes_back()
    {
        _bench.Put();
        PlayProcessor();
        var failures = 0;
        _bench.Sqs.FailAfterSend = _ => failures++ == 0 ? Faults.Sqs("InternalError", 500) : null;

        var report = await _bench.RedriveAsync(followFor: Limit);

        Assert.Equal(Ending.DeadAgain, Assert.Single(report.Followed).Ending);
        Assert.Equal(2, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
    }

    [Fact]
    public async Task A_table_that_cannot_be_read_does_not_hide_what_was_sent()
    {
        _bench.Put(Place("new"));
        _bench.Table.FailBefore = static (_, call) => call > 1 ? Faults.DynamoDb("AccessDeniedException", 400) : null;

        var report = await _bench.RedriveAsync(followFor: Limit);

        Assert.Equal((1, "AWS could not be called (AccessDeniedException)"), (report.Count(RedriveOutcome.Sent), report.StoppedBecause));
        Assert.False(report.IsWell);
    }

    [Fact]
    public async Task A_ramp_stops_after_its_first_step_when_that_comes_back_dead_and_says_why()
    {
        for (var i = 0; i < 100; i++)
        {
            _bench.Put();
        }

        PlayProcessor();

        var report = await _bench.RedriveAsync(_bench.NewOptions() with { RampWait = Limit });

        Assert.Equal((1, 99), (report.Count(RedriveOutcome.Sent), report.Count(RedriveOutcome.Left)));
        Assert.EndsWith("was dead-lettered again: type, quantity must be an integer from 1 to 1,000,000", report.StoppedBecause, StringComparison.Ordinal);
        Assert.Equal(100, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
        Assert.False(report.IsWell);
    }

    [Fact]
    public async Task A_ramp_goes_on_while_what_it_sends_becomes_orders()
    {
        for (var i = 0; i < 100; i++)
        {
            _bench.Put(Place($"key-{i}"));
        }

        PlayProcessor();
        var steps = new List<int>();
        var report = await _bench.RedriveAsync(
            _bench.NewOptions() with { RampWait = Limit }, progress: progress => { if (progress.IsWatching && (steps.Count == 0 || steps[^1] != progress.Sent)) { steps.Add(progress.Sent); } });

        Assert.True(report.IsWell, report.StoppedBecause);
        Assert.Equal(100, report.Count(RedriveOutcome.Sent));
        Assert.Equal([1, 6, 56], steps);
    }

    [Fact]
    public async Task A_ramp_during_an_outage_stops_after_its_first_step_and_says_why()
    {
        for (var i = 0; i < 100; i++)
        {
            _bench.Put(Place($"key-{i}"));
        }

        var report = await _bench.RedriveAsync(_bench.NewOptions() with { RampWait = Limit });

        Assert.Equal((1, 99), (report.Count(RedriveOutcome.Sent), report.Count(RedriveOutcome.Left)));
        Assert.Equal(
            "1 message of this step was not processed within 30s: orders still retries it. Redrive the rest when ./orders status reports no problem", report.StoppedBecause);
        Assert.Equal(Ending.Unresolved, Assert.Single(report.Followed).Ending);
        Assert.Equal(99, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
        Assert.False(report.IsWell);
    }

    [Fact]
    public async Task A_ramp_that_is_interrupted_names_the_messages_whose_outcome_it_did_not_see()
    {
        var first = _bench.Put(Place("silent"), age: TimeSpan.FromHours(2));
        _bench.Put(Place("never sent"));
        using var interrupt = new CancellationTokenSource();
        _bench.Table.FailBefore = (_, call) =>
        {
            if (call > 3)
            {
                interrupt.Cancel();
            }

            return null;
        };

        var report = await _bench.RedriveAsync(_bench.NewOptions() with { RampWait = Limit }, cancellationToken: interrupt.Token);

        Assert.True(report.IsInterrupted);
        var followed = Assert.Single(report.Followed);
        Assert.Equal((first, Ending.Unresolved), (followed.Sent.Entry.Letter.Id, followed.Ending));
    }

    [Fact]
    public async Task Waiting_does_not_hide_the_rest_of_the_queue()
    {
        for (var i = 0; i < 50; i++)
        {
            _bench.Put(code: "required", field: "item");
        }

        _bench.Put(Place("silent"));
        var seen = new List<int>();
        _bench.Table.FailBefore = (_, call) =>
        {
            if (call > 1)
            {
                seen.Add(_bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
            }

            return null;
        };

        await _bench.RedriveAsync(filter: new LetterFilter { Reason = "type" }, followFor: Limit);

        Assert.Equal(50, seen[0]);
        Assert.InRange(seen.Count(static visible => visible == 50), seen.Count * 3 / 4, seen.Count);
    }

    [Theory]
    [InlineData(2_000, 100, 0.5)]
    [InlineData(2_000, 1_000, 0.5)]
    [InlineData(100, 7, 0.5)]
    [InlineData(500, 100, 2)]
    public async Task Waiting_for_two_thousand_orders_stays_within_its_read_units(int orders, int readUnits, double unitsPerRow)
    {
        for (var i = 0; i < orders; i++)
        {
            _bench.Put(Place($"key-{i}"));
        }

        var reads = new List<(DateTimeOffset At, double Units)>();
        _bench.Table.UnitsPerRow = unitsPerRow;
        _bench.Table.FailBefore = (request, _) =>
        {
            var keys = ((BatchGetItemRequest)request).RequestItems.Single().Value;
            reads.Add((_bench.Clock.GetUtcNow(), keys.Keys.Count * unitsPerRow * (keys.ConsistentRead == true ? 2 : 1)));
            return null;
        };

        var report = await _bench.RedriveAsync(followFor: TimeSpan.FromMinutes(1), readUnits: readUnits);

        Assert.Equal(orders, report.Count(Ending.Unresolved));
        var took = (reads[^1].At - reads[0].At).TotalSeconds;
        var total = reads.Sum(static read => read.Units);
        var most = reads.Max(read => reads.Where(other => other.At >= read.At && other.At < read.At.AddSeconds(1)).Sum(static other => other.Units));
        TestContext.Current.TestOutputHelper!.WriteLine($"{total:N0} read units in {took:N1} s, at most {most:N0} in one second; --read-units {readUnits}");
        // The size of rows is known only after the first request; what it took too much is waited for.
        Assert.InRange(total - reads[^1].Units, took * readUnits / 3, took * readUnits + 1);
        if (unitsPerRow <= 0.5)
        {
            Assert.InRange(most, 1, readUnits);
        }
    }

    [Fact]
    public async Task A_limit_of_a_hundred_years_is_a_limit()
    {
        _bench.Put(Place("new"));
        PlayProcessor();

        Assert.True((await _bench.RedriveAsync(followFor: TimeSpan.FromDays(36_500))).IsWell);
    }

    [Fact]
    public async Task A_ramp_of_a_consumers_events_goes_on_if_none_returned_in_the_time_in_which_it_would_have()
    {
        var bench = new LetterBench(new FastTime(Given.Now, 10));
        for (var i = 0; i < 8; i++)
        {
            bench.Sqs.Put(LetterBench.FifoDeadLetters, $$"""{"n":{{i}}}""", groupId: $"g{i}", deduplicationId: $"{i}");
        }

        var start = bench.Clock.GetUtcNow();
        var report = await bench.RedriveAsync(bench.NewOptions() with { RampWait = TimeSpan.FromSeconds(5) }, role: LetterBench.Consumer);
        bench.Clean();

        Assert.True(report.IsWell, report.StoppedBecause);
        Assert.Equal(8, report.Count(RedriveOutcome.Sent));
        // After the first step of one and the second of five; and after the last, because on a FIFO queue there may be more.
        Assert.InRange(bench.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60));
    }

    // What the Processor would do at once: write the order, or put the message back with its reason.
    private void PlayProcessor(string? silent = null) => _bench.Sqs.OnSent = (_, entry, id) =>
    {
        lock (_bench)
        {
            var message = new IncomingMessage
            {
                MessageId = id, ReceiptHandle = "r", Body = entry.MessageBody, GroupId = entry.MessageGroupId, Attributes = entry.MessageAttributes, SentAt = Given.Now,
            };
            var read = Letter.Of(message, deduplicationId: null).Validate(message.Body, Given.Now);
            if (read.Value is Messages.PlaceOrder { Order: var order })
            {
                if (order.IdempotencyKey == silent)
                {
                    return;
                }

                if (_bench.Table.Find(order.Id) is not { } row || row.ContentHash == order.ContentHash)
                {
                    _bench.Table.Add(order);
                    return;
                }
            }

            var letter = DeadLetter.Of(
                message, read.IsValid ? new FieldError("idempotency_key", ErrorCodes.KeyConflict, "belongs to another order") : read.Errors[0], _bench.Time.GetUtcNow(), "request");
            _bench.Sqs.Put(Given.DeadLetterQueue, letter.Body, new(letter.Attributes), letter.GroupId);
        }
    };

    private static string Place(string key, int quantity = 2) => $$"""{"item":"kettle","quantity":{{quantity}},"idempotency_key":"{{key}}"}""";

    private static string Move(string key) => $$"""{"type":"order.change_status","order_id":"{{OrderId.FromKey("queue", key)}}","status":"PROCESSING"}""";
}
