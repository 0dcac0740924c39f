using System.CommandLine;
using System.CommandLine.Completions;
using Orders.Operations.Failures;

namespace Orders.Cli.Completion;

/// <summary>Completes values in a shell with what is known at that time, such as names from the settings.</summary>
internal static class Suggestions
{
    /// <summary>Offers values for an option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="values">Returns the values; if it cannot read the settings, nothing is offered.</param>
    public static void Suggest<T>(this Option<T> option, Func<ParseResult, IEnumerable<string>> values)
    {
        // Otherwise the help lists every value in the option's column.
        option.HelpName = "value";
        Offer(option.CompletionSources, values);
    }

    /// <summary>Offers values for an argument.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="values">Returns the values; if it cannot read the settings, nothing is offered.</param>
    public static void Suggest<T>(this Argument<T> argument, Func<ParseResult, IEnumerable<string>> values)
    {
        argument.HelpName = argument.Name;
        Offer(argument.CompletionSources, values);
    }

    private static void Offer(List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, Func<ParseResult, IEnumerable<string>> values)
    {
        // Replaces the values that the library derives from a type, such as the names of an enum's members.
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
