using Orders.Operations.Audit;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Orders.Tests.Unit.Support;
using Spectre.Console;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class AuditLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-audit-").FullName;

    private string FilePath => Path.Combine(_folder, "state", "audit.ndjson");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Lines_of_many_writers_at_once_are_all_there_and_whole()
    {
        // Two programs, each with many writers.
        var logs = new[] { await OpenAsync(), await OpenAsync() };

        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => logs[i % 2].AppendAsync([Line($"m{i}"), Line($"n{i}")]))));

        var report = await AuditReport.ReadAsync(new AuditFile(FilePath), since: null, Given.Token);
        Assert.Equal((0, 800), (report.Unreadable, Assert.Single(report.Runs).Results["sent"]));
    }

    [Fact]
    public async Task What_opening_it_tries_leaves_it_as_it_was()
    {
        await (await OpenAsync()).AppendAsync([Line("first")]);
        var before = await File.ReadAllTextAsync(FilePath, Given.Token);

        await OpenAsync();

        Assert.Equal(before, await File.ReadAllTextAsync(FilePath, Given.Token));
    }

    [Fact]
    public async Task A_device_that_takes_everything_may_be_the_log()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The path is Linux's.");

        var log = await AuditLog.OpenAsync(new AuditFile("/dev/null"));

        Assert.True(await log.TryAppendAsync([Line("a")]));
        Assert.Null(log.Problem);
    }

    [Fact]
    public async Task Only_its_owner_may_read_it()
    {
        await OpenAsync();

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(FilePath) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task What_follows_half_a_line_is_not_joined_to_it()
    {
        var log = await OpenAsync();
        await File.WriteAllTextAsync(FilePath, Line("first").ToJson() + "\n{\"at\":\"2026-", Given.Token);

        await log.AppendAsync([Line("second")]);

        var report = await AuditReport.ReadAsync(new AuditFile(FilePath), since: null, Given.Token);
        Assert.Equal((1, 2), (report.Unreadable, Assert.Single(report.Runs).Results["sent"]));
    }

    [Fact]
    public async Task A_failed_write_does_not_spoil_the_next()
    {
        var log = await OpenAsync();
        File.Delete(FilePath);
        Directory.CreateDirectory(FilePath);
        await Assert.ThrowsAsync<CommandException>(() => log.AppendAsync([Line("lost")]));
        Directory.Delete(FilePath);

        await log.AppendAsync([Line("kept")]);

        Assert.Contains("kept", await File.ReadAllTextAsync(FilePath, Given.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_line_about_a_message_says_what_came_of_it()
    {
        var log = await OpenAsync();
        await log.AppendAsync([Line("a"), Line("b")]);
        await log.AppendAsync([Line("b") with { Result = AuditResults.InBothPlaces }]);

        var run = Assert.Single((await AuditReport.ReadAsync(new AuditFile(FilePath), since: null, Given.Token)).Runs);

        Assert.Equal([("in_both_places", 1), ("sent", 1)], run.Results.Select(static count => (count.Key, count.Value)).Order());
        Assert.Equal(("ann@host", "redrive", "orders-dlq", Given.Now.AddTicks(-(Given.Now.Ticks % 10_000))), (run.By, run.Action, run.Queue, run.At));
        Assert.Equal(2, run.Codes["type"]);
    }

    [Fact]
    public async Task Runs_of_before_are_left_out_when_asked()
    {
        var log = await OpenAsync();
        await log.AppendAsync([Line("old") with { At = Given.Now.AddHours(-3), Run = Given.Now.AddHours(-3) }, Line("new")]);

        Assert.Single((await AuditReport.ReadAsync(new AuditFile(FilePath), Given.Now.AddHours(-1), Given.Token)).Runs);
        Assert.Equal(2, (await AuditReport.ReadAsync(new AuditFile(FilePath), since: null, Given.Token)).Runs.Count);
    }

    [Theory]
    [InlineData("\0\0\0\0")]
    [InlineData("{}")]
    [InlineData("[[")]
    [InlineData("null")]
    [InlineData("""{"at":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"at":"99999-01-01T00:00:00Z","run":"2026-01-01T00:00:00Z","by":"b","action":"a","queue":"q","message_id":"m","result":"r"}""")]
    [InlineData("""{"at":"0001-01-01T00:00:00+01:00","run":"2026-01-01T00:00:00Z","by":"b","action":"a","queue":"q","message_id":"m","result":"r"}""")]
    public async Task A_damaged_line_is_counted_and_named_and_the_others_are_read(string damaged)
    {
        var log = await OpenAsync();
        await log.AppendAsync([Line("first")]);
        await File.AppendAllTextAsync(FilePath, damaged + "\n", Given.Token);
        await log.AppendAsync([Line("second")]);

        var report = await AuditReport.ReadAsync(new AuditFile(FilePath), since: null, Given.Token);

        Assert.Equal(2, Assert.Single(report.Runs).Results["sent"]);
        Assert.Equal([2], report.UnreadableLines);
        Assert.Contains("\"unreadable\":1,\"unreadable_lines\":[2]", report.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "1 damaged line was not counted: line 1. A")]
    [InlineData(10, "10 damaged lines were not counted: lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10. A")]
    [InlineData(25, "25 damaged lines were not counted: lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 15 more. A")]
    public async Task Ten_damaged_lines_are_named_and_the_others_counted(int damaged, string named)
    {
        await OpenAsync();
        await File.WriteAllTextAsync(FilePath, string.Concat(Enumerable.Repeat("{}\n", damaged)), Given.Token);
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 500;

        (await AuditReport.ReadAsync(new AuditFile(FilePath), since: null, Given.Token)).WriteTo(console);

        Assert.Contains(named, text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_a_line_without_end_are_damage_too()
    {
        var log = await OpenAsync();
        await using (var file = File.Open(FilePath, FileMode.Append))
        {
            await file.WriteAsync(new byte[] { 0xff, 0xfe, 0xc3, 0x28, (byte)'\n' }, Given.Token);
            await file.WriteAsync(new byte[(16 << 20) + 1], Given.Token);
        }

        await log.AppendAsync([Line("last")]);

        var report = await AuditReport.ReadAsync(new AuditFile(FilePath), since: null, Given.Token);
        Assert.Equal([1, 2], report.UnreadableLines);
        Assert.Single(report.Runs);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/dev/full")]
    [InlineData("/dev/null/audit.ndjson")]
    [InlineData("/proc/audit.ndjson")]
    public async Task A_log_that_cannot_be_written_is_named_and_nothing_is_done(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "These paths are Linux's.");

        var exception = await Assert.ThrowsAsync<CommandException>(() => AuditLog.OpenAsync(new AuditFile(path)));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\r\n\nb", new[] { "a", "", "b" })]
    [InlineData("12345\n123456\n1", new[] { "12345", null, "1" })]
    public void Lines_are_read_up_to_a_length(string text, string?[] lines) => Assert.Equal(lines, BoundedLines.Read(new StringReader(text), maxLength: 5));

    [Fact]
    public async Task No_log_is_an_error_that_names_it() =>
        Assert.Contains(FilePath, (await Assert.ThrowsAsync<CommandException>(() => AuditReport.ReadAsync(new AuditFile(FilePath), since: null, Given.Token))).Message, StringComparison.Ordinal);

    private Task<AuditLog> OpenAsync() => AuditLog.OpenAsync(new AuditFile(FilePath));

    private static AuditLine Line(string id) => new()
    {
        At = Given.Now,
        Run = Given.Now,
        By = "ann@host",
        Action = AuditActions.Redrive,
        Queue = "orders-dlq",
        MessageId = id,
        Result = AuditResults.Sent,
        Code = "type",
        Field = "quantity",
    };
}
