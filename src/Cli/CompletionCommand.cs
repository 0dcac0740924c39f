using System.CommandLine;
using Orders.Cli.Completion;
using Orders.Cli.Options;

namespace Orders.Cli;

/// <summary><c>orders completion</c>: a script that lets a shell complete this program's commands, options and values.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "The shell that is to complete: bash, zsh or fish." };
        shell.AcceptOnly([.. CompletionScript.ByShell.Keys]);
        var command = new Command("completion", "Print a script for a shell that completes commands, options and values: source <(./orders completion bash)") { shell };
        command.SetAction(result => Console.WriteLine(CompletionScript.ByShell[result.GetRequiredValue(shell)]));
        return command;
    }
}
