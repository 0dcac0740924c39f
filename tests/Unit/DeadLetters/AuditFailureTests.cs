using Orders.Messages;
using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Discarding;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.DeadLetters.Transfer;
using Orders.Operations.Events;
using Orders.Operations.Failures;
using Orders.Operations.Orders;
using Orders.Queues;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

/// <summary>A disk that is full while a command works takes neither messages nor the count of what was done.</summary>
public sealed class AuditFailureTests : IDisposable
{
    private readonly LetterBench _bench = new();

    public void Dispose() => _bench.Clean();

    [Fact]
    public async Task A_redrive_counts_what_was_sent_and_stops()
    {
        for (var i = 0; i < 300; i++)
        {
            _bench.Put();
        }

        _bench.Sqs.OnSent = (_, _, _) => Break();

        var report = await _bench.RedriveAsync();

        var sent = _bench.Sqs.On(Given.OrdersQueue).Count;
        Assert.InRange(sent, 1, 299);
        Assert.Equal((sent, 300 - sent), (report.Count(RedriveOutcome.InBothPlaces), report.Count(RedriveOutcome.Left)));
        Assert.Equal(300, _bench.Sqs.VisibleOn(Given.DeadLetterQueue).Count);
        Assert.StartsWith("The audit log cannot be written", report.StoppedBecause, StringComparison.Ordinal);
        Assert.All(report.Results.Where(static result => result.Outcome == RedriveOutcome.InBothPlaces), static result => Assert.Equal(AuditLog.NotWritten, result.Cause));
    }

    [Fact]
    public async Task A_redrive_that_cannot_note_a_refusal_sends_nothing()
    {
        _bench.Put();
        _bench.Put(attributes: LetterBench.Marked(3, "ann@host", Given.Now.AddHours(-1)));
        var audit = await OpenAsync();
        Break();
        await using var hold = _bench.NewHold();
        var selection = await Selection.TakeAsync(hold, new LetterFilter(), Given.Now, static _ => { }, Given.Token);
        var plan = RedrivePlan.Of(selection.Letters, LetterBench.Orders, _bench.NewOptions());

        var report = await new Redrive(plan, hold, NewTarget(), audit, _bench.Time).RunAsync(static _ => { }, followFor: null, Given.Token);

        Assert.Empty(_bench.Sqs.On(Given.OrdersQueue));
        Assert.Equal((1, 1), (report.Count(RedriveOutcome.Refused), report.Count(RedriveOutcome.Left)));
        Assert.NotNull(report.StoppedBecause);
    }

    [Fact]
    public async Task A_discard_deletes_nothing_that_is_not_noted_and_counts_the_rest()
    {
        for (var i = 0; i < 25; i++)
        {
            _bench.Put();
        }

        var audit = await OpenAsync();
        await using var hold = _bench.NewHold();
        var letters = (await Selection.TakeAsync(hold, new LetterFilter(), Given.Now, static _ => { }, Given.Token)).Letters;
        _bench.Sqs.RefuseDelete = _ =>
        {
            Break();
            return false;
        };

        var left = await new Discard(hold, audit, "orders-dlq", "ann@host", Given.Now, _bench.Time).RunAsync(letters, static _ => { }, Given.Token);

        Assert.Equal(left.Count, _bench.Sqs.On(Given.DeadLetterQueue).Count);
        Assert.All(left.Values, static cause => Assert.Equal(AuditLog.NotWritten, cause));
        Assert.Throws<CommandException>(audit.ThrowIfIncomplete);
    }

    [Fact]
    public async Task An_import_counts_what_was_sent_and_stops()
    {
        var lines = Enumerable.Range(0, 1000).Select(static i => new LetterLine("orders-dlq", $"{i}", new OutgoingMessage($"{i}"))).ToList();
        var audit = await OpenAsync();
        _bench.Sqs.OnSent = (_, _, _) => Break();

        var (sent, _, failed) = await new Import(NewTarget(), audit, "orders-dlq", "ann@host", Given.Now, _bench.Time).RunAsync(lines, static _ => { }, Given.Token);

        Assert.Equal(_bench.Sqs.On(Given.OrdersQueue).Count, sent);
        Assert.InRange(sent, 1, 999);
        Assert.Equal((AuditLog.NotWritten, 1000 - sent), (Assert.Single(failed).Key, failed[AuditLog.NotWritten]));
        Assert.NotNull(audit.Problem);
    }

    [Fact]
    public async Task An_import_that_is_interrupted_counts_what_was_sent()
    {
        var lines = Enumerable.Range(0, 1000).Select(static i => new LetterLine("orders-dlq", $"{i}", new OutgoingMessage($"{i}"))).ToList();
        using var stop = new CancellationTokenSource();
        _bench.Sqs.OnSent = (_, _, _) => stop.Cancel();

        var (sent, _, failed) = await new Import(NewTarget(), await OpenAsync(), "orders-dlq", "ann@host", Given.Now, _bench.Time).RunAsync(lines, static _ => { }, stop.Token);

        Assert.Equal(_bench.Sqs.On(Given.OrdersQueue).Count, sent);
        Assert.Equal(1000 - sent, failed["Interrupted"]);
    }

    [Fact]
    public async Task An_export_a_replay_and_a_move_give_their_result()
    {
        _bench.Put();
        var audit = await OpenAsync();
        var path = _bench.AuditFile + ".out";
        var (letters, order) = ((await _bench.SelectAsync(new LetterFilter())).Letters, Given.Order());

        var report = await new ReplayAudit(audit, "ann@host", Given.Now, _bench.Time).NoteAsync(["a.fifo"], "2h", () =>
        {
            Break();
            return Task.FromResult<IReplayReport>(new ReplayReport("1", IsDryRun: false, ["a"]) { Events = 5, Sent = 5 });
        });
        Repair();
        var sent = await new MoveAudit(audit, "ann@host", _bench.Time).NoteAsync(new StatusMove(order, new ChangeStatus(order.Id, OrderStatus.Cancelled)), "orders", () =>
        {
            Break();
            return Task.FromResult(new SendResult(true));
        });
        Repair();
        var watcher = new BrokenAt(path, Break);
        var exported = await new Export(() => Task.FromResult(audit), "orders-dlq", "ann@host", Given.Now, watcher).RunAsync(path, letters);

        Assert.Equal((5, true), (report.Sent, sent.IsSent));
        Assert.Single(await File.ReadAllLinesAsync(path, Given.Token));
        Assert.NotNull(exported.Problem);
    }

    private Task<AuditLog> OpenAsync() => AuditLog.OpenAsync(new AuditFile(_bench.AuditFile));

    private RedriveTarget NewTarget() => new(new QueueSender(_bench.Sqs, _bench.Pipelines.Sqs), Given.OrdersQueue);

    private void Break()
    {
        // A folder in the place of the file, by a rename: the log may be written at the same moment.
        lock (_bench)
        {
            if (!Directory.Exists(_bench.AuditFile))
            {
                File.Move(_bench.AuditFile, $"{_bench.AuditFile}.{Guid.NewGuid():N}");
                Directory.CreateDirectory(_bench.AuditFile);
            }
        }
    }

    private void Repair() => Directory.Delete(_bench.AuditFile);

    /// <summary>A clock that breaks the log once a file is there.</summary>
    private sealed class BrokenAt(string path, Action breakLog) : TimeProvider
    {
        private bool _isBroken;

        public override DateTimeOffset GetUtcNow()
        {
            if (!_isBroken && File.Exists(path))
            {
                _isBroken = true;
                breakLog();
            }

            return Given.Now;
        }
    }
}
