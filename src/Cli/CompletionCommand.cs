using System.CommandLine;
using Orders.Cli.Completion;
using Orders.Cli.Options;

namespace Orders.Cli;

/// <summary><c>orders completion</c>: prints a script that lets a shell complete commands, options and values.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "The shell." };
        shell.AcceptOnly([.. CompletionScript.ByShell.Keys]);
        var command = new Command("completion", "Print a shell script that completes commands, options and values.") { shell };
        command.SetAction(result => Console.WriteLine(CompletionScript.ByShell[result.GetRequiredValue(shell)]));
        return command;
    }
}
