using System.CommandLine;
using System.CommandLine.Parsing;

namespace Orders.Cli.Options;

/// <summary>
/// Refuses empty values. In <c>--id "$ID"</c> with an unset variable, an empty text would select every message, or a default that nobody
/// asked for.
/// </summary>
internal static class EmptyValues
{
    private const string Prefix = "--prefix";

    /// <summary>Refuses empty values for every option and argument of a command and its subcommands.</summary>
    /// <param name="command">The command.</param>
    /// <param name="words">The command line to parse.</param>
    public static void Refuse(Command command, IReadOnlyList<string> words)
    {
        // The library skips the rules of options if one of the command's own rules fails.
        command.Validators.Insert(0, result =>
        {
            CheckWords(result, words);
            foreach (var option in command.Options)
            {
                Check(result, option.Name, result.GetResult(option));
            }

            foreach (var argument in command.Arguments)
            {
                Check(result, argument.Name, result.GetResult(argument));
            }
        });
        foreach (var subcommand in command.Subcommands)
        {
            Refuse(subcommand, words);
        }
    }

    // The library drops the sign and takes the next word as the value, so this checks the words themselves.
    private static void CheckWords(CommandResult command, IEnumerable<string> words)
    {
        var options = new HashSet<string>(StringComparer.Ordinal);
        for (var result = command; result is not null; result = result.Parent as CommandResult)
        {
            options.UnionWith(result.Command.Options.SelectMany(static option => option.Aliases.Append(option.Name)));
        }

        foreach (var word in words.TakeWhile(static word => word != "--"))
        {
            if (word is [.. var name, '=' or ':'] && options.Contains(name))
            {
                command.AddError($"{name} must not be empty after {word[^1]}");
            }
        }
    }

    // --prefix may be empty: a deployment without a prefix has an empty one.
    private static void Check(CommandResult command, string name, SymbolResult? given)
    {
        if (given?.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value) && !(name == Prefix && token.Value.Length == 0)) == true)
        {
            command.AddError($"{name} must not be empty");
        }
    }
}
