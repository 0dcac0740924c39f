using System.CommandLine;
using Orders.Cli.Options;

namespace Orders.Cli.Events;

/// <summary><c>orders events</c>: the commands for events.</summary>
internal static class EventsCommand
{
    public static Command Create(Repository repository) => new("events", "Watch and replay order events.")
    {
        TailCommand.Create(repository),
        ReplayCommand.Create(repository),
    };
}
