using System.CommandLine;
using Orders.Cli.Options;

namespace Orders.Cli.DeadLetters;

/// <summary><c>orders dlq</c>: the commands for dead letters.</summary>
internal static class DlqCommand
{
    public static Command Create(Repository repository) => new("dlq", "List, edit, redrive and discard dead letters.")
    {
        ListLettersCommand.Create(repository),
        ShowCommand.Create(repository),
        RedriveCommand.Create(repository),
        EditCommand.Create(repository),
        ExportCommand.Create(repository),
        ImportCommand.Create(repository),
        DiscardCommand.Create(repository),
        ReportCommand.Create(repository),
    };
}
