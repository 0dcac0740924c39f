using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Transfer;
using Orders.Operations.Failures;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

/// <summary>What the audit log tells of an export is what happened, in the order in which it happened.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly LetterBench _bench = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-export-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _bench.Clean();
    }

    [Theory]
    [InlineData("missing/out.ndjson")]
    [InlineData("out.ndjson/below-a-file")]
    public async Task A_file_that_cannot_be_opened_is_named_and_leaves_no_audit_line(string name)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "out.ndjson"), "", Given.Token);
        var path = Path.Combine(_folder, name);

        var exception = await Assert.ThrowsAsync<CommandException>(() => ExportAsync(path));

        Assert.StartsWith($"{path} cannot be written: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.CannotRun, exception.ExitCode);
        Assert.False(File.Exists(_bench.AuditFile));
    }

    [Fact]
    public async Task It_is_begun_before_the_file_is_there_and_exported_after()
    {
        var path = Path.Combine(_folder, "out.ndjson");

        await ExportAsync(path, () => Assert.False(File.Exists(path)));

        Assert.Equal(["begun", "exported"], Results());
        Assert.Single(await LetterFile.ReadAsync(path, Given.Token));
    }

    [Fact]
    public async Task A_file_that_cannot_be_finished_is_not_called_exported()
    {
        var path = Path.Combine(_folder, "out.ndjson");

        // Another program takes the name while this one writes.
        await Assert.ThrowsAsync<CommandException>(() => ExportAsync(path, () => File.WriteAllText(path, "another's")));

        Assert.Equal(["begun", "not_exported"], Results());
        Assert.Equal("another's", await File.ReadAllTextAsync(path, Given.Token));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    private IEnumerable<string?> Results() => _bench.Audit().Select(static line => line.GetProperty("result").GetString());

    private async Task ExportAsync(string path, Action? whenOpen = null)
    {
        _bench.Put();
        var selection = await _bench.SelectAsync(new LetterFilter());
        await new Export(
            () =>
            {
                whenOpen?.Invoke();
                return AuditLog.OpenAsync(new AuditFile(_bench.AuditFile));
            },
            "orders-dlq",
            "ann@host",
            Given.Now,
            _bench.Time).RunAsync(path, selection.Letters);
    }
}
