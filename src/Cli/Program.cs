using System.CommandLine;
using System.CommandLine.Invocation;
using Orders.Cli;
using Orders.Cli.DeadLetters;
using Orders.Cli.Terminal;

try
{
    StandardOutput.UseForConsole();
    var command = OrdersCommand.Parse(Repository.Find(), args);
    if (command.Action is ParseErrorAction errors)
    {
        // A group of commands shows what there is. Elsewhere the line that names option and rule must not be lost in a page of help.
        errors.ShowHelp = command.CommandResult.Command.Subcommands.Count > 0;
    }

    // What is over at once has nothing to put back.
    using var signals = command.Action is AsynchronousCommandLineAction ? new TerminationSignals(TimeSpan.FromSeconds(30)) : null;
    var result = await command
        .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, signals?.Cancel ?? CancellationToken.None)
        .WaitAsync(signals?.Expired ?? CancellationToken.None);
    return command.Errors.Count > 0 ? ExitCodes.Usage : result;
}
catch (Exception exception)
{
    // The boundary. What no failure is known for is a bug: its stack trace is printed, and the shell gets an exit status of ours.
    var failure = Failure.Of(exception) ?? new Failure(ExitCodes.CannotRun, $"Internal error. Report it with these lines: {exception}");
    if (failure.Message is { } message)
    {
        await Console.Error.WriteLineAsync($"orders: {Shown.Clean(message)}");
    }

    return failure.ExitCode;
}
