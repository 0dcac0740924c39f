using System.CommandLine;
using System.CommandLine.Parsing;
using Orders.Cli.Completion;

namespace Orders.Cli.Options;

/// <summary>Options and arguments that take one of a few values. The library's own error does not name the option.</summary>
internal static class AllowedValues
{
    /// <summary>Refuses every other value, and offers these for completion.</summary>
    public static void AcceptOnly<T>(this Option<T> option, params IReadOnlyCollection<string> values)
    {
        option.Suggest(_ => values);
        option.Description = Describe(option.Description, values);
        option.Validators.Add(result => Check(result, option.Name, values));
    }

    /// <inheritdoc cref="AcceptOnly{T}(Option{T}, IReadOnlyCollection{string})"/>
    public static void AcceptOnly<T>(this Argument<T> argument, params IReadOnlyCollection<string> values)
    {
        argument.Suggest(_ => values);
        argument.Description = Describe(argument.Description, values);
        argument.Validators.Add(result => Check(result, argument.Name, values));
    }

    private static string Describe(string? description, IReadOnlyCollection<string> values) => $"{description} One of {string.Join(", ", values)}.".TrimStart();

    private static void Check(SymbolResult result, string name, IReadOnlyCollection<string> values)
    {
        if (result.Tokens.Any(token => !values.Contains(token.Value)))
        {
            result.AddError($"{name} must be one of {string.Join(", ", values)}");
        }
    }
}
