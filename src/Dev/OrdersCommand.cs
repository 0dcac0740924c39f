using System.CommandLine;
using Orders.Cli;
using Orders.Cli.Options;
using Orders.Dev.Commands;

namespace Orders.Dev;

/// <summary><c>orders</c> in the repository: what developers do, and what operators do.</summary>
internal static class OrdersCommand
{
    /// <summary>Creates the tree of commands.</summary>
    /// <param name="repository">Where the settings are.</param>
    /// <param name="arguments">The command line that it is for; null for none in particular.</param>
    public static RootCommand Create(Repository repository, IReadOnlyList<string>? arguments = null) => CommandProgram.CreateRoot(
        "Orders: an order pipeline for AWS, and the pipeline on this machine.",
        [
            DemoCommand.Create(repository),
            UpCommand.Create(repository),
            SendCommand.Create(),
            .. OperatorCommands.Create(repository),
            TestCommand.Create(repository),
            BenchCommand.Create(repository),
            CostCommand.Create(repository),
            ScaleCommand.Create(repository),
            PackageCommand.Create(repository),
        ],
        arguments);

    /// <summary>Parses a command line.</summary>
    /// <param name="repository">Where the settings are.</param>
    /// <param name="arguments">The command line.</param>
    public static ParseResult Parse(Repository repository, IReadOnlyList<string> arguments) =>
        CommandProgram.Parse(words => Create(repository, words), arguments);
}
