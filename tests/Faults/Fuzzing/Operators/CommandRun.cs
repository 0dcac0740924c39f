using System.CommandLine;
using System.Diagnostics;
using Orders.Cli;
using Orders.Cli.Options;
using Orders.Dev;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Orders.Tests.Faults.Fuzzing.Operators.Inputs;
using Orders.Tests.Faults.Fuzzing.Operators.Services;
using Orders.Tests.Faults.Fuzzing.Targets;

namespace Orders.Tests.Faults.Fuzzing.Operators;

/// <summary>What a command left behind.</summary>
/// <param name="Arguments">Its command line, as it was run.</param>
/// <param name="ExitCode">What it exited with.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
/// <param name="WasStopped">Whether it was interrupted: it may wait for longer than an input has.</param>
internal sealed record CommandResult(IReadOnlyList<string> Arguments, int ExitCode, string Output, string Error, bool WasStopped)
{
    /// <summary>Whether a program reads the output.</summary>
    public bool IsJson { get; init; }

    public string All => $"{Output}\n{Error}";
}

/// <summary>Runs commands as the program does, from the command line to the exit status, against services in memory.</summary>
internal sealed class CommandRun
{
    private static readonly TimeSpan Waits = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Watches = TimeSpan.FromMilliseconds(10);

    private const string Json = "--json";

    private readonly RootCommand _root;

    public CommandRun(Repository repository) => _root = OrdersCommand.Create(repository);

    /// <summary>The names of a command's options.</summary>
    public IReadOnlyList<string> OptionsOf(IEnumerable<string> arguments)
    {
        Command command = _root;
        foreach (var argument in arguments)
        {
            if (command.Subcommands.FirstOrDefault(sub => sub.Name == argument) is not { } next)
            {
                break;
            }

            command = next;
        }

        return [.. command.Options.Select(static option => option.Name)];
    }

    /// <summary>Runs a command line to its end.</summary>
    /// <exception cref="Escape">It ended in an exception that the program does not know, or not at all.</exception>
    public CommandResult Run(IReadOnlyList<string> arguments, OperatorConnection connection, IReadOnlyList<string> records, string metrics)
    {
        var terminal = Terminal.Begin();
        using var stop = new CancellationTokenSource();
        connection.Apis.Begin(records, metrics, arguments.Contains("tail") ? stop : null);
        // An option may have its value with it, as --wait=true.
        var names = arguments.Select(static argument => argument.Split('=', ':')[0]).ToHashSet(StringComparer.Ordinal);
        if (CommandLines.Waiting.Any(names.Contains))
        {
            stop.CancelAfter(names.Contains("--watch") ? Watches : Waits);
        }

        try
        {
            var command = _root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            var code = Invoke(command, stop.Token);
            return new CommandResult(arguments, code, terminal.Output, terminal.Error, stop.IsCancellationRequested)
            {
                IsJson = command.Errors.Count == 0 && command.CommandResult.Command.Options.Any(static option => option.Name == Json) && command.GetValue<bool>(Json),
            };
        }
        finally
        {
            Terminal.End();
        }
    }

    /// <summary>What tells a bug from others: the exception, and the method of ours that it came from.</summary>
    public static Escape EscapeOf(Exception exception)
    {
        var frame = new StackTrace(exception).GetFrames().Select(static frame => frame.GetMethod()).FirstOrDefault(static method =>
            method?.DeclaringType?.Namespace is { } name && name.StartsWith("Orders", StringComparison.Ordinal) && !name.Contains("Tests", StringComparison.Ordinal));
        return new Escape(frame is null ? exception.GetType().Name : $"{exception.GetType().Name} in {frame.DeclaringType?.FullName}.{frame.Name}", exception.ToString());
    }

    private static int Invoke(ParseResult command, CancellationToken stop)
    {
        try
        {
            return Target.Complete(CommandProgram.InvokeAsync(command, stop));
        }
        catch (Exception exception) when (exception is not Escape)
        {
            var failure = Failure.Of(exception) ?? throw EscapeOf(exception);
            Console.Error.WriteLine(SafeText.Clean(failure.Message ?? ""));
            return failure.ExitCode;
        }
    }
}
