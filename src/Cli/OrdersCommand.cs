using System.CommandLine;
using System.Globalization;
using Orders.Cli.Commands;
using Orders.Cli.Commands.DeadLetters;
using Orders.Cli.Commands.Events;
using Orders.Cli.Commands.Rows;

namespace Orders.Cli;

/// <summary><c>orders</c>, with all that it can do.</summary>
internal static class OrdersCommand
{
    private const string Suggest = "[suggest:";

    /// <summary>Creates the tree of commands.</summary>
    /// <param name="repository">Where the settings are.</param>
    /// <param name="arguments">The command line that it is for; null for none in particular.</param>
    public static RootCommand Create(Repository repository, IReadOnlyList<string>? arguments = null)
    {
        var root = CreateTree(repository);
        EmptyValues.Refuse(root, arguments ?? []);
        return root;
    }

    private static RootCommand CreateTree(Repository repository) => new("Orders: an order pipeline for AWS, and the pipeline on this machine.")
    {
        DemoCommand.Create(repository),
        CostCommand.Create(repository),
        ScaleCommand.Create(repository),
        UpCommand.Create(repository),
        SendCommand.Create(),
        StatusCommand.Create(repository),
        DoctorCommand.Create(repository),
        ConsoleCommand.Create(repository),
        DlqCommand.Create(repository),
        OrderCommand.Create(repository),
        EventsCommand.Create(repository),
        TestCommand.Create(repository),
        PackageCommand.Create(repository),
        BenchCommand.Create(repository),
        CompletionCommand.Create(),
    };

    /// <summary>Parses a command line.</summary>
    /// <param name="repository">Where the settings are.</param>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="CommandException">A shell asks for suggestions with a position that is no number.</exception>
    public static ParseResult Parse(Repository repository, IReadOnlyList<string> arguments)
    {
        // The library parses the position of its directive without a check.
        if (arguments is [var first, ..] && first.StartsWith(Suggest, StringComparison.Ordinal)
            && !int.TryParse(first.AsSpan(Suggest.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw new CommandException("[suggest:N] must have a whole number from 0 as N: the position in the line.") { ExitCode = ExitCodes.Usage };
        }

        // A value that begins with @ is a value: no file is read for it.
        return Create(repository, arguments).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
    }
}
