using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using Orders.Cli.Help;
using Orders.Cli.Options;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Cli;

/// <summary>A program of commands: parses a command line and runs the command that it names.</summary>
internal static class CommandProgram
{
    private const string Suggest = "[suggest:";

    private static readonly TimeSpan TerminationLimit = TimeSpan.FromSeconds(30);

    /// <summary>Creates the tree of commands.</summary>
    /// <param name="description">Describes the program.</param>
    /// <param name="groups">The commands.</param>
    /// <param name="arguments">The command line to parse; null if there is none.</param>
    public static RootCommand CreateRoot(string description, IReadOnlyList<CommandGroup> groups, IReadOnlyList<string>? arguments = null)
    {
        var root = new RootCommand(description);
        foreach (var command in groups.SelectMany(static group => group.Commands))
        {
            root.Add(command);
        }

        CommandHelp.AddTo(root, groups);
        EmptyValues.Refuse(root, arguments ?? []);
        UnknownOptions.Refuse(root, arguments ?? []);
        return root;
    }

    /// <summary>Parses a command line.</summary>
    /// <param name="createRoot">Creates the tree of commands for the command line.</param>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="CommandException">The position in the shell's <c>[suggest:N]</c> directive is not a whole number.</exception>
    public static ParseResult Parse(Func<IReadOnlyList<string>, RootCommand> createRoot, IReadOnlyList<string> arguments)
    {
        // The library parses the directive's position without a check.
        if (arguments is [var first, ..] && first.StartsWith(Suggest, StringComparison.Ordinal)
            && !int.TryParse(first.AsSpan(Suggest.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw new CommandException("[suggest:N]: N must be a whole number from 0, the position in the line.") { ExitCode = ExitCodes.Usage };
        }

        // A value that begins with @ is taken literally: no response file is read.
        return createRoot(arguments).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    /// <summary>Runs a parsed command line.</summary>
    /// <param name="command">The command line; if it has errors, they are printed.</param>
    /// <param name="cancellationToken">Cancels the command.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> InvokeAsync(ParseResult command, CancellationToken cancellationToken)
    {
        var result = await command.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken);
        return command.Errors.Count > 0 ? ExitCodes.Usage : result;
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
                // A command group shows its help. Elsewhere the help page would hide the line that names the option and its rule.
                errors.ShowHelp = command.CommandResult.Command.Subcommands.Count > 0;
            }

            // A synchronous command has nothing to clean up.
            using var signals = command.Action is AsynchronousCommandLineAction ? new TerminationSignals(TerminationLimit, static () =>
            {
                CredentialPrograms.End();
                Environment.Exit(ExitCodes.Interrupted);
            }) : null;
            return await InvokeAsync(command, signals?.Cancel ?? CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The boundary. An exception without a known failure is a bug: print its stack trace and return one of our exit codes.
            var failure = Failure.Of(exception) ?? new Failure(ExitCodes.CannotRun, $"Internal error. Report it with these lines: {exception}");
            if (failure.Message is { } message)
            {
                await Console.Error.WriteLineAsync($"orders: {SafeText.Clean(message)}");
            }

            return failure.ExitCode;
        }
        finally
        {
            CredentialPrograms.End();
        }
    }
}
