using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.Failures;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

/// <summary>An editor that is not named, cannot be run or saves nothing sends nothing, and the message names its variable.</summary>
public sealed class TextEditorTests : IDisposable
{
    private const string NoEditor = "VISUAL or EDITOR must name an editor. Without one, change the body with ./orders dlq redrive --set.";

    private readonly Dictionary<string, string?> _before = new[] { "VISUAL", "EDITOR" }.ToDictionary(static name => name, Environment.GetEnvironmentVariable);
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-editor-").FullName;

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(null, null, ExitCodes.Usage, NoEditor)]
    [InlineData("", "   ", ExitCodes.Usage, NoEditor)]
    [InlineData(" \t", "", ExitCodes.Usage, NoEditor)]
    [InlineData(null, "/nonexistent", ExitCodes.Usage, "EDITOR must name a program that can be run; the shell ended with 127, and nothing was sent.")]
    [InlineData("/dev/null", "true", ExitCodes.Usage, "VISUAL must name a program that can be run; the shell ended with 126, and nothing was sent.")]
    [InlineData("exit 3;", null, ExitCodes.Failed, "The editor of VISUAL ended with 3; nothing was sent.")]
    [InlineData(null, "rm", ExitCodes.Failed, "The editor of EDITOR left no file that can be read: nothing was sent. It must save the file that it is given.")]
    public async Task It_is_refused_with_its_variable(string? visual, string? editor, int status, string message)
    {
        Set(visual, editor);

        var refusal = await Assert.ThrowsAsync<CommandException>(static () => TextEditor.EditAsync("{}", Given.Token));

        Assert.Equal((status, message), (refusal.ExitCode, refusal.Message));
    }

    [Fact]
    public async Task A_blank_one_does_not_run_the_body()
    {
        var trace = Path.Combine(_folder, "trace");
        Set(" ", " ");

        await Assert.ThrowsAsync<CommandException>(() => TextEditor.EditAsync($"#!/bin/sh\ntouch {trace}", Given.Token));
        await Assert.ThrowsAsync<CommandException>(() => TextEditor.EditAsync($"touch {trace}", Given.Token));

        Assert.False(File.Exists(trace));
    }

    [Fact]
    public async Task A_blank_VISUAL_leaves_it_to_EDITOR()
    {
        Set("  ", "true");

        Assert.Null(await TextEditor.EditAsync("{}", Given.Token));
    }

    [Fact]
    public async Task It_does_not_outlive_the_command()
    {
        var pid = Path.Combine(_folder, "pid");
        Set(null, $"sh -c 'echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 300'");
        using var stop = new CancellationTokenSource();
        var edit = TextEditor.EditAsync("{}", stop.Token);
        for (var i = 0; i < 500 && !File.Exists(pid); i++)
        {
            await Task.Delay(20, Given.Token);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => edit);
        var editor = (await File.ReadAllTextAsync(pid, Given.Token)).Trim();
        for (var i = 0; i < 250 && Directory.Exists($"/proc/{editor}"); i++)
        {
            await Task.Delay(20, Given.Token);
        }

        Assert.False(Directory.Exists($"/proc/{editor}"));
    }

    private static void Set(string? visual, string? editor)
    {
        Environment.SetEnvironmentVariable("VISUAL", visual);
        Environment.SetEnvironmentVariable("EDITOR", editor);
    }
}
