using System.CommandLine;
using System.CommandLine.Parsing;

namespace Orders.Cli.Options;

/// <summary>Rules about several options of a command together.</summary>
internal static class CommandRules
{
    /// <summary>Adds a rule.</summary>
    /// <param name="command">The command.</param>
    /// <param name="check">Reads options and adds an error where they contradict each other.</param>
    public static void AddRule(this Command command, Action<CommandResult> check) => command.Validators.Add(result =>
    {
        try
        {
            check(result);
        }
        catch (InvalidOperationException)
        {
            // The library runs the rules of a command before those of its options, and throws on a value that it cannot parse.
            // That value has an error of its own.
        }
    });
}
