using System.CommandLine;

namespace Orders.Cli.Commands.DeadLetters;

/// <summary><c>orders dlq</c>: what operators do with dead letters.</summary>
internal static class DlqCommand
{
    public static Command Create(Repository repository) => new("dlq", "Look at dead letters, mend them and send them back.")
    {
        ListCommand.Create(repository),
        ShowCommand.Create(repository),
        RedriveCommand.Create(repository),
        EditCommand.Create(repository),
        ExportCommand.Create(repository),
        ImportCommand.Create(repository),
        DiscardCommand.Create(repository),
        ReportCommand.Create(),
    };
}
