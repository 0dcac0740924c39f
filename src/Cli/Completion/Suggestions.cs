using System.CommandLine;
using System.CommandLine.Completions;
using Orders.Operations.Failures;

namespace Orders.Cli.Completion;

/// <summary>What a shell offers for a value: what is known when the word is completed, such as names of the settings.</summary>
internal static class Suggestions
{
    /// <summary>Offers values for an option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="values">Gives them; where it cannot read the settings, nothing is offered.</param>
    public static void Suggest<T>(this Option<T> option, Func<ParseResult, IEnumerable<string>> values)
    {
        // Else the help would have all of the values in the option's column.
        option.HelpName = "value";
        Offer(option.CompletionSources, values);
    }

    /// <summary>Offers values for an argument.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="values">Gives them; where it cannot read the settings, nothing is offered.</param>
    public static void Suggest<T>(this Argument<T> argument, Func<ParseResult, IEnumerable<string>> values)
    {
        argument.HelpName = argument.Name;
        Offer(argument.CompletionSources, values);
    }

    private static void Offer(List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, Func<ParseResult, IEnumerable<string>> values)
    {
        // In place of what the library makes up from a type, such as the names of an enumeration's members.
        sources.Clear();
        sources.Add(context =>
        {
            try
            {
                return [.. values(context.ParseResult).Select(static value => new CompletionItem(value))];
            }
            catch (CommandException)
            {
                return [];
            }
        });
    }
}
