using System.CommandLine;
using Orders.Cli.Commands;
using Orders.Cli.Commands.DeadLetters;
using Orders.Cli.Commands.Events;
using Orders.Cli.Commands.Rows;

namespace Orders.Cli;

/// <summary><c>orders</c>, with all that it can do.</summary>
internal static class OrdersCommand
{
    public static RootCommand Create(Repository repository) => new("Orders: an order pipeline for AWS, and the pipeline on this machine.")
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
}
