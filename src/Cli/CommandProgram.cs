using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using Orders.Cli.Help;
using Orders.Cli.Options;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Cli;

/// <summary>A program of commands: parses a command line and runs the command that it names.</summary>
internal static class CommandProgram
{
    private const string Suggest = "[suggest:";

    private static readonly TimeSpan TerminationLimit = TimeSpan.FromSeconds(30);

    /// <summary>Creates the tree of commands.</summary>
    /// <param name="description">What the program is.</param>
    /// <param name="groups">Its commands.</param>
    /// <param name="arguments">The command line that it is for; null for none in particular.</param>
    public static RootCommand CreateRoot(string description, IReadOnlyList<CommandGroup> groups, IReadOnlyList<string>? arguments = null)
    {
        var root = new RootCommand(description);
        foreach (var command in groups.SelectMany(static group => group.Commands))
        {
            root.Add(command);
        }

        CommandHelp.AddTo(root, groups);
        EmptyValues.Refuse(root, arguments ?? []);
        return root;
    }

    /// <summary>Parses a command line.</summary>
    /// <param name="createRoot">Creates the tree of commands for the command line.</param>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="CommandException">A shell asks for suggestions with a position that is no number.</exception>
    public static ParseResult Parse(Func<IReadOnlyList<string>, RootCommand> createRoot, IReadOnlyList<string> arguments)
    {
        // The library parses the position of its directive without a check.
        if (arguments is [var first, ..] && first.StartsWith(Suggest, StringComparison.Ordinal)
            && !int.TryParse(first.AsSpan(Suggest.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw new CommandException("[suggest:N] must have a whole number from 0 as N: the position in the line.") { ExitCode = ExitCodes.Usage };
        }

        // A value that begins with @ is a value: no file is read for it.
        return createRoot(arguments).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    /// <summary>Runs a command line.</summary>
    /// <param name="createRoot">Creates the tree of commands for the command line.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(Func<IReadOnlyList<string>, RootCommand> createRoot, IReadOnlyList<string> arguments)
    {
        try
        {
            StandardOutput.UseForConsole();
            var command = Parse(createRoot, arguments);
            if (command.Action is ParseErrorAction errors)
            {
                // A group of commands shows what there is. Elsewhere the line that names option and rule must not be lost in a page of help.
                errors.ShowHelp = command.CommandResult.Command.Subcommands.Count > 0;
            }

            // What is over at once has nothing to put back.
            using var signals = command.Action is AsynchronousCommandLineAction ? new TerminationSignals(TerminationLimit) : null;
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
                await Console.Error.WriteLineAsync($"orders: {SafeText.Clean(message)}");
            }

            return failure.ExitCode;
        }
    }
}
