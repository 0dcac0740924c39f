using System.CommandLine;
using System.CommandLine.Parsing;

namespace Orders.Cli.Commands;

/// <summary>
/// Refuses empty values. In <c>--id "$ID"</c> with a variable that is not set, an empty text would mean every message, or a default that
/// nobody asked for.
/// </summary>
internal static class EmptyValues
{
    private const string Prefix = "--prefix";

    /// <summary>Refuses them for every option and argument of a command and of the commands below it.</summary>
    public static void Refuse(Command command)
    {
        foreach (var option in command.Options)
        {
            option.Validators.Insert(0, result => Check(result, option.Name));
        }

        foreach (var argument in command.Arguments)
        {
            argument.Validators.Insert(0, result => Check(result, argument.Name));
        }

        foreach (var subcommand in command.Subcommands)
        {
            Refuse(subcommand);
        }
    }

    // A deployment without a prefix has an empty one.
    private static void Check(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value) && !(name == Prefix && token.Value.Length == 0)))
        {
            result.AddError($"{name} must not be empty");
        }
    }
}
