using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Discarding;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class DiscardTests : IDisposable
{
    private readonly LetterBench _bench = new();

    public void Dispose() => _bench.Clean();

    [Fact]
    public async Task What_is_discarded_stands_in_the_audit_log_as_it_was_before_it_is_gone()
    {
        var ids = Enumerable.Range(0, 25).Select(i => _bench.Put($$"""{"n":{{i}}}""")).ToList();
        var kept = _bench.Put(code: "required");
        _bench.Sqs.RefuseDelete = id => !_bench.Audit().Any(line => line.GetProperty("message_id").GetString() == id);

        var left = await DiscardAsync();

        Assert.Empty(left);
        Assert.Equal(kept, Assert.Single(_bench.Sqs.VisibleOn(Given.DeadLetterQueue)).Id);
        var lines = _bench.Audit().ToLookup(static line => line.GetProperty("result").GetString());
        Assert.Equal(ids.Order(), lines["begun"].Select(static line => line.GetProperty("message_id").GetString()!).Order());
        Assert.Equal(ids.Order(), lines["discarded"].Select(static line => line.GetProperty("message_id").GetString()!).Order());
        Assert.Contains(lines["begun"], static line => line.GetProperty("original").GetProperty("body").GetString() == """{"n":7}""");
    }

    [Fact]
    public async Task Nothing_is_called_discarded_before_it_is()
    {
        _bench.Put();
        var before = new List<string>();
        _bench.Sqs.RefuseDelete = _ =>
        {
            before.AddRange(_bench.Audit().Select(static line => line.GetProperty("result").GetString()!));
            return false;
        };

        await DiscardAsync();

        Assert.Equal(["begun"], before);
        Assert.Equal(["begun", "discarded"], _bench.Audit().Select(static line => line.GetProperty("result").GetString()));
        Assert.Equal("discarded", Assert.Single((await AuditReport.ReadAsync(new AuditFile(_bench.AuditFile), since: null, Given.Token)).Runs).Results.Keys.Single());
    }

    [Fact]
    public async Task What_cannot_be_deleted_is_told_and_noted()
    {
        var id = _bench.Put();
        _bench.Sqs.RefuseDelete = static _ => true;

        var left = await DiscardAsync();

        Assert.Equal((id, "ReceiptHandleIsInvalid"), (Assert.Single(left).Key, left[id]));
        Assert.Equal("not_discarded", Assert.Single((await AuditReport.ReadAsync(new AuditFile(_bench.AuditFile), since: null, Given.Token)).Runs).Results.Keys.Single());
    }

    [Fact]
    public async Task A_log_that_another_program_reads_is_waited_for_though_the_commands_clock_stands_still()
    {
        _bench.Put();
        await AuditLog.OpenAsync(new AuditFile(_bench.AuditFile));
        Task<IReadOnlyDictionary<string, string>> discarding;
        // .NET locks a file that is open, also for reading.
        using (new FileStream(_bench.AuditFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            discarding = DiscardAsync();
        }

        Assert.Empty(await discarding.WaitAsync(TimeSpan.FromSeconds(30), Given.Token));
    }

    private async Task<IReadOnlyDictionary<string, string>> DiscardAsync()
    {
        await using var hold = _bench.NewHold();
        var selection = await Selection.TakeAsync(hold, new LetterFilter { Reason = "type" }, Given.Now, static _ => { }, Given.Token);
        return await new Discard(hold, await AuditLog.OpenAsync(new AuditFile(_bench.AuditFile)), "orders-dlq", "ann@host", Given.Now, _bench.Time)
            .RunAsync(selection.Letters, static _ => { }, Given.Token);
    }

    [Fact]
    public void The_report_for_a_program_is_one_object()
    {
        var report = new DiscardReport("orders-dlq", 3, new Dictionary<string, string> { ["id-1"] = "ReceiptHandleIsInvalid" });

        Assert.Equal("""{"queue":"orders-dlq","matching":3,"dry_run":false,"interrupted":false,"held_elsewhere":0,"discarded":2,"not_discarded":[{"message_id":"id-1","cause":"ReceiptHandleIsInvalid"}]}""", report.ToJson());
        Assert.Equal("2 of orders-dlq discarded, 1 not (ReceiptHandleIsInvalid)", report.ToText());
    }
}
