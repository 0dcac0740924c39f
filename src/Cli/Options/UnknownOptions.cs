using System.CommandLine;

namespace Orders.Cli.Options;

/// <summary>Refuses a mistyped option that the library takes for an argument: <c>send --typo</c> would place an order for "--typo".</summary>
internal static class UnknownOptions
{
    private const string EndOfOptions = "--";

    /// <summary>Refuses arguments that look like options, for a command and its subcommands. After <c>--</c> all words are arguments.</summary>
    /// <param name="command">The command.</param>
    /// <param name="words">The command line to parse.</param>
    public static void Refuse(Command command, IReadOnlyList<string> words)
    {
        var isEnded = words.Contains(EndOfOptions, StringComparer.Ordinal);
        command.Validators.Insert(0, result =>
        {
            foreach (var token in command.Arguments.SelectMany(argument => result.GetResult(argument)?.Tokens ?? []).Where(token => !isEnded && LooksLikeOption(token.Value)))
            {
                result.AddError($"{token.Value} is not an option of {command.Name}; put {EndOfOptions} before an argument that begins with a dash");
            }
        });
        foreach (var subcommand in command.Subcommands)
        {
            Refuse(subcommand, words);
        }
    }

    // A number may be negative, and a single dash is a file.
    private static bool LooksLikeOption(string word) => word is ['-', '-', _, ..] || (word is ['-', var letter, ..] && char.IsAsciiLetter(letter));
}
