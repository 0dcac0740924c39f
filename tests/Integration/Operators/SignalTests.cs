using System.Diagnostics;
using System.Globalization;
using Amazon.SQS.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary>Whichever signal ends a command, it gives back what it has hidden and leaves neither files nor programs behind.</summary>
public sealed class SignalTests(EmulatorFixture emulators) : IDisposable
{
    const int Interrupted = 130;
    const string Script = "/usr/bin/script";

    readonly string _data = Directory.CreateTempSubdirectory("orders-signals-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_an_edit_without_a_trace(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent by env --default-signal, which needs Linux.");
        var desk = await Operator.NewAsync(emulators, Path.Combine(_data, "audit.ndjson"));
        await desk.PutAsync([new SendMessageBatchRequestEntry("0", """{"item":"kettle"}""")]);
        using var process = desk.StartBare(["edit", "--id", (await OnlyIdAsync(desk))[..8]], await NewEditorAsync());
        await Eventually.HoldsAsync(() => File.Exists(BodyFile) && File.Exists(PidFile), "the editor is open", withinSeconds: 60);
        var (body, editor) = ((await File.ReadAllTextAsync(BodyFile, Given.Token)).Trim(), int.Parse(await File.ReadAllTextAsync(PidFile, Given.Token), CultureInfo.InvariantCulture));
        Assert.True(File.Exists(body));
        Assert.Empty(await desk.DrainAsync(desk.DeadLetters));

        await SignalAsync(signal, process);
        await process.WaitForExitAsync(Given.Token).WaitAsync(TimeSpan.FromSeconds(20), Given.Token);
        Assert.Equal(Interrupted, process.ExitCode);
        Assert.False(Directory.Exists(Path.GetDirectoryName(body)));
        await Eventually.HoldsAsync(() => !Directory.Exists($"/proc/{editor}"), "the editor is gone", withinSeconds: 5);
        Assert.Single(await desk.DrainAsync(desk.DeadLetters));
    }

    [Fact]
    public async Task A_terminal_that_is_closed_ends_a_redrive_without_a_trace()
    {
        Assert.SkipUnless(File.Exists(Script), "The program that makes a terminal is missing (Debian: bsdutils).");
        var desk = await Operator.NewAsync(emulators, Path.Combine(_data, "audit.ndjson"));
        await desk.PutAsync(Enumerable.Range(0, 20).Select(static i => new SendMessageBatchRequestEntry($"{i}", $$"""{"item":"kettle","quantity":1,"idempotency_key":"{{i}}"}""")));
        using var terminal = desk.StartBare(["redrive", "--yes", "--rate", "1"], terminal: Script);
        _ = terminal.StandardOutput.ReadToEndAsync(Given.Token);
        var sent = 0;
        await Eventually.HoldsAsync(async () => (sent += (await desk.DrainAsync(desk.Orders)).Count) > 0, "a message is sent", withinSeconds: 60);

        // While a line moves on it.
        terminal.Kill();

        // Sooner than the lease of a minute is over.
        var left = 0;
        await Eventually.HoldsAsync(
            async () => (sent += (await desk.DrainAsync(desk.Orders)).Count) + (left += (await desk.DrainAsync(desk.DeadLetters)).Count) == 20, "all that was not sent is visible", withinSeconds: 30);
        Assert.True(left > 0);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task A_program_for_credentials_that_hangs_ends_with_the_command(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent by env --default-signal, which needs Linux.");
        var config = Path.Combine(_data, "config");
        await File.WriteAllTextAsync(config, $"[profile hangs]\ncredential_process = {await NewEditorAsync()}\n", Given.Token);
        var cli = new OrdersCli(new Dictionary<string, string>(emulators.Endpoints.ClientEnvironment()) { ["AWS_CONFIG_FILE"] = config });
        using var process = cli.StartBare(["dlq", "list", "--profile", "hangs"]);
        await Eventually.HoldsAsync(() => File.Exists(PidFile), "the program for credentials runs", withinSeconds: 60);
        using var program = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(PidFile, Given.Token), CultureInfo.InvariantCulture));

        // Less than the 30 s that a command has to clean up.
        await SignalAsync(signal, process);
        var ended = process.WaitForExitAsync(Given.Token).WaitAsync(TimeSpan.FromSeconds(20), Given.Token);

        try
        {
            await ended;
            Assert.Equal(Interrupted, process.ExitCode);
            await program.WaitForExitAsync(Given.Token).WaitAsync(TimeSpan.FromSeconds(5), Given.Token);
        }
        finally
        {
            if (!program.HasExited)
            {
                program.Kill();
            }
        }
    }

    string BodyFile => Path.Combine(_data, "body");

    string PidFile => Path.Combine(_data, "pid");

    async Task<string> NewEditorAsync()
    {
        var script = Path.Combine(_data, "editor");
        await File.WriteAllTextAsync(
            script, $"#!/bin/sh\necho \"$1\" > {BodyFile}.new; mv {BodyFile}.new {BodyFile}\necho $$ > {PidFile}.new; mv {PidFile}.new {PidFile}\nexec sleep 300\n", Given.Token);
        return $"sh {script}";
    }

    static async Task SignalAsync(string signal, Process process)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s {signal} {process.Id}"]);
        await kill.WaitForExitAsync(Given.Token);
    }

    static async Task<string> OnlyIdAsync(Operator desk)
    {
        var listed = await desk.RunAsync("list", "--json");
        return Wire.Parse(listed.Lines.Single(static line => line.StartsWith('{'))).GetProperty("groups")[0].GetProperty("example").GetString()!;
    }
}
