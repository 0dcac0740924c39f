using System.CommandLine;
using Orders.Cli.Options;

namespace Orders.Cli.Events;

/// <summary><c>orders events</c>: what operators do with events.</summary>
internal static class EventsCommand
{
    public static Command Create(Repository repository) => new("events", "Watch order events, and send them again.")
    {
        TailCommand.Create(repository),
        ReplayCommand.Create(repository),
    };
}
