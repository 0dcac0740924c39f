using System.Collections.Concurrent;
using System.Diagnostics;
using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Discarding;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class LetterHoldTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly LetterBench _bench = new();
    private readonly ConcurrentQueue<string> _said = new();

    public void Dispose() => _bench.Clean();

    [Fact]
    public async Task Messages_received_beyond_those_that_were_wanted_are_the_first_of_the_next_call()
    {
        var ids = Enumerable.Range(0, 50).Select(_ => _bench.Put()).ToList();
        await using var hold = _bench.NewHold();
        var seen = new List<string>();
        for (var part = 0; part < 10; part++)
        {
            seen.AddRange((await Selection.TakeAsync(hold, new LetterFilter { Limit = 5 }, _bench.Time.GetUtcNow(), static _ => { }, Given.Token)).Letters.Select(static letter => letter.Id));
        }

        Assert.Equal(ids, seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("InternalError")]
    [InlineData("ReceiptHandleIsInvalid")]
    public async Task A_message_that_cannot_be_kept_hidden_is_reported_and_neither_sent_nor_deleted(string cause)
    {
        var (lost, kept) = (_bench.Put("lost"), _bench.Put("kept"));
        _bench.Sqs.RefuseChange = id => id == lost ? cause : null;
        await using var hold = NewHold();
        var letters = (await Selection.TakeAsync(hold, new LetterFilter(), Given.Now, static _ => { }, Given.Token)).Letters;

        await PassAsync(TimeSpan.FromSeconds(20), () => !_said.IsEmpty);
        Assert.Equal($"1 message could not be kept hidden ({cause}), and will not be sent or deleted once visible to other readers, from {Timestamp.Format(Given.Now + Lease)}: {lost}.", _said.First());
        Assert.All(letters, letter => Assert.True(hold.IsHeld(letter)));
        await PassAsync(TimeSpan.FromSeconds(25), () => On(kept).VisibleFrom > _bench.Time.GetUtcNow() + TimeSpan.FromSeconds(50));
        Assert.Equal([(lost, false), (kept, true)], letters.Select(letter => (letter.Id, hold.IsHeld(letter))));

        var audit = await AuditLog.OpenAsync(new AuditFile(_bench.AuditFile));
        var plan = RedrivePlan.Of(letters, LetterBench.Orders, _bench.NewOptions());
        var report = await new Redrive(plan, hold, new RedriveTarget(new(_bench.Sqs, _bench.Pipelines.Sqs), Given.OrdersQueue), audit, _bench.Time)
            .RunAsync(static _ => { }, followFor: null, Given.Token);
        Assert.Equal([(lost, RedriveOutcome.NotSent, "VisibilityTimeoutExpired"), (kept, RedriveOutcome.Sent, null)], report.Results.Select(static result => (result.Entry.Letter.Id, result.Outcome, result.Cause)));
        Assert.Equal("kept", Assert.Single(_bench.Sqs.On(Given.OrdersQueue)).Body);
        Assert.Null(report.StoppedBecause);

        var left = await new Discard(hold, audit, "orders-dlq", "ann@host", Given.Now, _bench.Time).RunAsync([letters[0]], static _ => { }, Given.Token);
        Assert.Equal((lost, "VisibilityTimeoutExpired"), (Assert.Single(left).Key, left[lost]));
        Assert.Equal(lost, Assert.Single(_bench.Sqs.On(Given.DeadLetterQueue)).Id);
    }

    [Fact]
    public async Task A_renewal_that_fails_for_a_moment_costs_nothing()
    {
        var id = _bench.Put();
        var failures = 0;
        _bench.Sqs.RefuseChange = _ => failures++ == 0 ? "ReceiptHandleIsInvalid" : null;
        await using var hold = NewHold();
        var letter = Assert.Single((await Selection.TakeAsync(hold, new LetterFilter(), Given.Now, static _ => { }, Given.Token)).Letters);

        await PassAsync(TimeSpan.FromSeconds(20), () => !_said.IsEmpty);
        await PassAsync(TimeSpan.FromSeconds(20), () => On(id).VisibleFrom == _bench.Time.GetUtcNow() + Lease);

        Assert.True(hold.IsHeld(letter));
        Assert.Single(_said);
    }

    [Fact]
    public async Task Nothing_is_kept_hidden_for_longer_than_twelve_hours_and_the_end_is_reported()
    {
        _bench.Put();
        await using var hold = new LetterHold(_bench.Queue, TimeSpan.FromHours(1), _bench.Time, _said.Enqueue);
        var letter = Assert.Single((await Selection.TakeAsync(hold, new LetterFilter(), Given.Now, static _ => { }, Given.Token)).Letters);
        for (var tick = 0; tick < 33; tick++)
        {
            var until = _bench.Time.GetUtcNow() + TimeSpan.FromMinutes(80);
            await PassAsync(TimeSpan.FromMinutes(20), () => _bench.Sqs.On(Given.DeadLetterQueue)[0].VisibleFrom == until);
        }

        await PassAsync(TimeSpan.FromMinutes(20), () => !_said.IsEmpty);
        await PassAsync(TimeSpan.FromMinutes(39), static () => true);

        Assert.False(hold.IsHeld(letter));
        Assert.Contains("(SQS hides a message for at most 12 hours)", Assert.Single(_said), StringComparison.Ordinal);
        Assert.Equal(Given.Now + TimeSpan.FromHours(12), _bench.Sqs.On(Given.DeadLetterQueue)[0].VisibleFrom);
    }

    [Fact]
    public async Task An_interrupted_command_makes_a_window_visible_within_a_second()
    {
        var bench = new LetterBench(new FastTime(Given.Now, 1));
        for (var i = 0; i < LetterHold.Window; i++)
        {
            bench.Put();
        }

        var hold = new LetterHold(bench.Queue, Lease, bench.Clock, _said.Enqueue, new CancellationToken(canceled: true));
        await Selection.TakeAsync(hold, new LetterFilter { IncludesLater = true }, bench.Clock.GetUtcNow(), static _ => { }, Given.Token);
        bench.Sqs.Latency = TimeSpan.FromMilliseconds(50);
        var start = Stopwatch.GetTimestamp();
        await hold.DisposeAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.3, 1.5);
        Assert.Empty(_said);
        Assert.Equal(LetterHold.Window, bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
    }

    [Fact]
    public async Task An_interrupted_command_says_which_messages_stay_hidden_and_until_when()
    {
        for (var i = 0; i < 12; i++)
        {
            _bench.Put();
        }

        var hold = NewHold(isInterrupted: true);
        await Selection.TakeAsync(hold, new LetterFilter(), Given.Now, static _ => { }, Given.Token);
        _bench.Sqs.Latency = TimeSpan.FromMinutes(1);
        var released = hold.DisposeAsync().AsTask();
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        await released.WaitAsync(TimeSpan.FromSeconds(30), Given.Token);

        Assert.Equal(
            $"12 messages could not be made visible, and stay hidden until {Timestamp.Format(Given.Now + Lease)} at the latest: "
                + string.Join(", ", Enumerable.Range(1, 5).Select(static i => $"00000000-0000-0000-0000-{i:d12}")) + " and 7 more.",
            Assert.Single(_said));
    }

    [Fact]
    public async Task What_is_no_longer_needed_is_visible_again_and_what_is_kept_stays_hidden()
    {
        for (var i = 0; i < 30; i++)
        {
            _bench.Put();
        }

        await using var hold = NewHold();
        var letters = (await Selection.TakeAsync(hold, new LetterFilter(), Given.Now, static _ => { }, Given.Token)).Letters;
        await hold.ReleaseAllButAsync([letters[7]]);

        Assert.Equal(29, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
        Assert.True(hold.IsHeld(letters[7]));
        Assert.False(hold.IsHeld(letters[8]));
    }

    [Theory]
    [InlineData(null, 2_000)]
    [InlineData(100.0, 2_000)]
    [InlineData(0.05, 180)]
    [InlineData(0.0001, 1)]
    public void A_window_is_sent_within_an_hour(double? perSecond, int messages) => Assert.Equal(messages, RedriveOptions.WindowAt(perSecond));

    private LetterHold NewHold(bool isInterrupted = false) => new(_bench.Queue, Lease, _bench.Time, _said.Enqueue, new CancellationToken(isInterrupted));

    private FakeQueues.Stored On(string id) => _bench.Sqs.On(Given.DeadLetterQueue).Single(message => message.Id == id);

    // The hold works on the thread pool when its clock has moved.
    private async Task PassAsync(TimeSpan time, Func<bool> until)
    {
        _bench.Time.Advance(time);
        for (var attempt = 0; !until(); attempt++)
        {
            Assert.InRange(attempt, 0, 1_000);
            await Task.Delay(10, Given.Token);
        }
    }
}
