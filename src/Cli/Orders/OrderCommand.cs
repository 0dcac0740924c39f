using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.Failures;

namespace Orders.Cli.Orders;

/// <summary><c>orders order</c>: the commands for single orders of any owner.</summary>
internal static class OrderCommand
{
    public static Command Create(Repository repository) => new("order", "Read orders of every owner, change their status, and erase personal data.")
    {
        GetCommand.Create(repository),
        ListOrdersCommand.Create(repository),
        SetStatusCommand.Create(repository),
        HistoryCommand.Create(repository),
        EraseCommand.Create(repository),
    };

    /// <summary>Returns the failure for an order that does not exist.</summary>
    public static CommandException NotFound(string what) => new($"There is no order {what}.") { ExitCode = ExitCodes.Failed };
}
