using System.Diagnostics;
using Orders.Local.Processes;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Local;

public sealed class ChildProcessTests
{
    const string PidFileVariable = "ORDERS_TEST_PID_FILE";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_child_dies_with_its_parent_when_the_parent_is_killed()
    {
        // The parent leaves its temporary files behind when it is killed.
        var folder = Directory.CreateTempSubdirectory("orders-parent-").FullName;
        var pidFile = Path.Combine(folder, "pid");
        try
        {
            // This test's own executable is the parent: it runs the explicit test below.
            var info = new ProcessStartInfo(Environment.ProcessPath!, ["-explicit", "only", "-method", $"*.{nameof(Parent_that_waits_to_be_killed)}"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                Environment = { [PidFileVariable] = pidFile, ["TMPDIR"] = folder },
            };
            using var parent = Process.Start(info)!;
            _ = parent.StandardOutput.ReadToEndAsync(Cancellation);
            await Eventually.HoldsAsync(() => new FileInfo(pidFile) is { Exists: true, Length: > 0 }, "the parent has started its child", withinSeconds: 60);
            var child = int.Parse(await File.ReadAllTextAsync(pidFile, Cancellation));
            Assert.True(IsRunning(child));

            parent.Kill();

            await Eventually.HoldsAsync(() => !IsRunning(child), "the child is gone", withinSeconds: 5);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact(Explicit = true)]
    public async Task Parent_that_waits_to_be_killed()
    {
        await using var child = await StartAsync("exec sleep 300");
        await File.WriteAllTextAsync(Environment.GetEnvironmentVariable(PidFileVariable)!, $"{child.Pid}", Cancellation);
        await child.Completion;
    }

    [Fact]
    public async Task An_orderly_stop_lets_the_child_finish()
    {
        var lines = new List<string>();
        await using var child = await StartAsync("trap 'echo bye; exit 4' TERM; echo ready; while :; do sleep 0.02; done", lines.Add);
        await Eventually.HoldsAsync(() => lines.Contains("ready"), "the child is ready");

        await child.StopAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(4, await child.Completion);
        Assert.Equal(["ready", "bye"], lines);
        Assert.False(child.ExitedUnexpectedly.IsCompleted);
    }

    [Fact]
    public async Task A_child_that_ignores_the_stop_is_killed_after_the_grace()
    {
        var lines = new List<string>();
        await using var child = await StartAsync("trap '' TERM; echo ready; while :; do sleep 0.02; done", lines.Add);
        await Eventually.HoldsAsync(() => lines.Contains("ready"), "the child is ready");

        await child.StopAsync(TimeSpan.FromMilliseconds(200));

        Assert.Equal(128 + 9, await child.Completion);
        Assert.False(IsRunning(child.Pid));
    }

    [Fact]
    public async Task A_child_that_ends_by_itself_is_reported_with_its_status_and_last_output()
    {
        await using var child = await StartAsync("echo one; echo two >&2; exit 5");

        var exit = await child.ExitedUnexpectedly.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        Assert.Equal(5, exit.Status);
        Assert.Equal(["one", "two"], exit.LastOutput.Split('\n').Order());
    }

    [Fact]
    public async Task The_pid_is_the_commands_own_and_its_environment_is_only_what_is_given()
    {
        var lines = new List<string>();
        await using var child = await ChildProcess.StartAsync(
            new ChildProcessStart
            {
                Name = "test",
                Command = ["/bin/sh", "-c", "echo $$; echo \"[$HOME$GIVEN]\""],
                Environment = new Dictionary<string, string> { ["GIVEN"] = "yes" },
                OnLine = lines.Add,
            },
            TimeProvider.System);

        await child.Completion;

        Assert.Equal([$"{child.Pid}", "[yes]"], lines);
    }

    static Task<ChildProcess> StartAsync(string script, Action<string>? onLine = null) => ChildProcess.StartAsync(
        new ChildProcessStart { Name = "test", Command = ["/bin/sh", "-c", script], OnLine = onLine }, TimeProvider.System);

    static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
