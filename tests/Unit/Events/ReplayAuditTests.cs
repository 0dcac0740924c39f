using Orders.Messages;
using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.Events;
using Orders.Operations.Failures;
using Orders.Operations.Orders;
using Orders.Queues;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Events;

/// <summary>What the audit log has of replays and of moves.</summary>
public sealed class ReplayAuditTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-audit-").FullName;
    private readonly InstantTime _time = new(Given.Now);

    private string Path => System.IO.Path.Combine(_folder, "audit.ndjson");

    [Fact]
    public async Task A_replay_stands_there_before_it_is_begun_and_again_with_what_came_of_it()
    {
        var audit = new ReplayAudit(await OpenAsync(), "ann@desk", Given.Now, _time);
        IReadOnlyList<AuditLine> before = [];

        await audit.NoteAsync(["a.fifo", "b.fifo"], "2h", () =>
        {
            before = Read();
            return Task.FromResult<IReplayReport>(new ReplayReport("1", IsDryRun: false, ["a", "b"]) { Events = 5, Sent = 7, Stopped = new ReplayStop("id:2", "a", "KmsThrottled") });
        });

        Assert.Equal((AuditResults.Begun, "a.fifo b.fifo", "2h"), Assert.Single(before) is var begun ? (begun.Result, begun.Queue, begun.Subject) : default);
        var line = Read()[1];
        Assert.Equal((AuditActions.Replay, AuditResults.Sent, 7, "stopped at id:2 for a: KmsThrottled", "ann@desk"), (line.Action, line.Result, line.Count, line.Cause, line.By));
    }

    [Fact]
    public async Task A_replay_that_is_refused_was_not_sent()
    {
        var audit = new ReplayAudit(await OpenAsync(), "ann@desk", Given.Now, _time);

        await Assert.ThrowsAsync<CommandException>(() => audit.NoteAsync(["a.fifo"], "order", static () => throw new CommandException("There is no order.")));

        Assert.Equal([AuditResults.Begun, AuditResults.NotSent], Read().Select(static line => line.Result));
    }

    [Fact]
    public async Task A_replay_that_was_interrupted_before_its_first_event_was_not_sent()
    {
        var audit = new ReplayAudit(await OpenAsync(), "ann@desk", Given.Now, _time);

        await Assert.ThrowsAsync<OperationCanceledException>(() => audit.NoteAsync(["a.fifo"], "order", static () => throw new OperationCanceledException()));

        Assert.Equal((AuditResults.NotSent, "Interrupted"), Read()[1] is var line ? (line.Result, line.Cause) : default);
    }

    [Fact]
    public async Task A_letter_that_may_go_is_kept_there()
    {
        var audit = new ReplayAudit(await OpenAsync(), "ann@desk", Given.Now, _time);

        await audit.NoteAsync("order-events-dlq", [Letter.Of(new IncomingMessage { MessageId = "letter-1", ReceiptHandle = "r", Body = "the report" }, null)]);

        Assert.Equal(("order-events-dlq", "letter-1"), Assert.Single(Read()) is var line ? (line.Queue, line.MessageId) : default);
        Assert.Contains("the report", await File.ReadAllTextAsync(Path, Given.Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, AuditResults.Sent)]
    [InlineData(false, AuditResults.NotSent)]
    public async Task A_move_stands_there_before_it_is_sent_and_again_with_what_came_of_it(bool isSent, string result)
    {
        var order = Given.Order();
        var before = 0;

        await new MoveAudit(await OpenAsync(), "ann@desk", _time).NoteAsync(new StatusMove(order, new ChangeStatus(order.Id, OrderStatus.Cancelled)), "orders", () =>
        {
            before = Read().Count;
            return Task.FromResult(new SendResult(isSent) { MessageId = isSent ? "message-1" : null });
        });

        Assert.Equal(1, before);
        var line = Read()[1];
        Assert.Equal((AuditActions.SetStatus, result, isSent ? "message-1" : null, $"{order.Id} PENDING CANCELLED"), (line.Action, line.Result, line.NewMessageId, line.Subject));
    }

    [Fact]
    public async Task Where_nothing_can_be_noted_nothing_is_sent()
    {
        var log = await OpenAsync();
        File.Delete(Path);
        Directory.CreateDirectory(Path);
        var order = Given.Order();

        await Assert.ThrowsAsync<CommandException>(() => new MoveAudit(log, "ann@desk", _time).NoteAsync(
            new StatusMove(order, new ChangeStatus(order.Id, OrderStatus.Cancelled)), "orders", static () => throw new InvalidOperationException("It was sent.")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<AuditLog> OpenAsync() => AuditLog.OpenAsync(new AuditFile(Path));

    private List<AuditLine> Read() => [.. File.ReadAllLines(Path).Select(static line => AuditLine.Read(line)!)];
}
