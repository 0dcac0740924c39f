using System.CommandLine;
using Orders.Cli.DeadLetters;
using Orders.Cli.Events;
using Orders.Cli.Options;
using Orders.Cli.Orders;

namespace Orders.Cli;

/// <summary>What operators do with a deployment.</summary>
internal static class OperatorCommands
{
    public static IReadOnlyList<Command> Create(Repository repository) =>
    [
        StatusCommand.Create(repository),
        DoctorCommand.Create(repository),
        ConsoleCommand.Create(repository),
        DlqCommand.Create(repository),
        OrderCommand.Create(repository),
        EventsCommand.Create(repository),
        CompletionCommand.Create(),
    ];
}
