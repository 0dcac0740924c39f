using System.CommandLine;
using Orders.Cli;
using Orders.Cli.Help;
using Orders.Cli.Options;
using Orders.Dev.Commands;

namespace Orders.Dev;

/// <summary><c>orders</c> in the repository: the commands for developers and operators.</summary>
internal static class OrdersCommand
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["demo"] = ["orders demo", "orders demo --orders 2000 --faults 0.1", "orders demo --broken-consumer"],
        ["up"] = ["orders up", "orders up --api-port 0 --console-port 0 --lambda-port 0"],
        ["send"] = ["orders send Laptop 2 --key web-1"],
        ["test"] = ["orders test", "orders test unit --class '*LifecycleTests'", "orders test faults --seeds 100000"],
        ["bench functions"] = ["orders bench functions --check"],
        ["bench micro"] = ["orders bench micro"],
        ["bench pipeline"] = ["orders bench pipeline"],
        ["cost"] = ["orders cost --orders 1e6"],
        ["scale"] = ["orders scale"],
        ["package"] = ["orders package", "orders package --cli"],
    };

    /// <summary>Creates the tree of commands.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="arguments">The command line to parse; null if there is none.</param>
    public static RootCommand Create(Repository repository, IReadOnlyList<string>? arguments = null) =>
        CommandProgram.CreateRoot("Orders: an order pipeline for AWS, and the pipeline on this machine.", Groups(repository), arguments);

    /// <summary>Returns the commands in the help's groups.</summary>
    public static IReadOnlyList<CommandGroup> Groups(Repository repository) =>
    [
        new("Run it on this machine", [DemoCommand.Create(repository), UpCommand.Create(repository), SendCommand.Create()], Examples),
        OperatorCommands.Create(repository),
        new(
            "Develop it",
            [
                TestCommand.Create(repository),
                BenchCommand.Create(repository),
                CostCommand.Create(repository),
                ScaleCommand.Create(repository),
                PackageCommand.Create(repository),
            ],
            Examples),
    ];

    /// <summary>Parses a command line.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="arguments">The command line.</param>
    public static ParseResult Parse(Repository repository, IReadOnlyList<string> arguments) =>
        CommandProgram.Parse(words => Create(repository, words), arguments);
}
