using System.CommandLine;
using System.CommandLine.Parsing;

namespace Orders.Cli.Options;

/// <summary>Rules over several options of a command.</summary>
internal static class CommandRules
{
    /// <summary>Adds a rule.</summary>
    /// <param name="command">The command.</param>
    /// <param name="check">Reads options and adds an error if they contradict each other.</param>
    public static void AddRule(this Command command, Action<CommandResult> check) => command.Validators.Add(result =>
    {
        try
        {
            check(result);
        }
        catch (InvalidOperationException)
        {
            // The library runs a command's rules before those of its options, and throws on a value that it cannot parse. That value has its own
            // error.
        }
    });
}
