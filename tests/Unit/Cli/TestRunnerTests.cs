using Orders.Cli.Options;
using Orders.Dev.Testing;

namespace Orders.Tests.Unit.Cli;

/// <summary>Whatever a suite's program does, its run ends and is counted.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TestRunnerTests : IDisposable
{
    static readonly TestSuite Suite = new("suite", "Suite");

    readonly string _root = Directory.CreateTempSubdirectory("orders-runner-").FullName;
    readonly List<string> _lines = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task One_that_hangs_is_stopped_and_fails()
    {
        var report = await RunAsync("echo it begins; exec sleep 600", TimeSpan.FromSeconds(1));

        Assert.Equal(new TestCount(0, 1, 0), report.Count);
        Assert.Contains(_lines, static line => line.StartsWith("suite was stopped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_leaves_a_process_behind_ends_without_it()
    {
        var report = await RunAsync("sleep 600 & echo $!; exit 3", Timeout.InfiniteTimeSpan);

        using var left = System.Diagnostics.Process.GetProcessById(int.Parse(Assert.Single(_lines), System.Globalization.CultureInfo.InvariantCulture));
        left.Kill();
        Assert.Equal(new TestCount(0, 1, 0), report.Count);
    }

    Task<TestReport> RunAsync(string script, TimeSpan timeLimit)
    {
        var repository = Repository.At(_root);
        var program = Suite.Program(repository);
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new TestRunner(repository, timeLimit).RunAsync(Suite, [], line => _lines.Add(line), TestContext.Current.CancellationToken);
    }
}
