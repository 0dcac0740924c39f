using System.CommandLine;
using System.Globalization;
using Orders.Operations.Terminal;

namespace Orders.Cli.Options;

/// <summary>
/// Numeric options with bounds; <c>1000000</c> and <c>1e6</c> are equal. Every numeric option of every command is made here. The library's
/// parser names a .NET type instead of the rule, and a validator throws if it reads a value that was not parsed.
/// </summary>
internal static class NumberOption
{
    /// <summary>Creates an optional number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static Option<decimal?> Create(string name, string description, decimal min, decimal max) =>
        Create(name, description, min, max, step: null);

    /// <summary>Creates an optional whole number from <paramref name="min"/> to <paramref name="max"/>, in steps of
    /// <paramref name="step"/>.</summary>
    public static Option<decimal?> CreateInteger(string name, string description, decimal min, decimal max, decimal step = 1) =>
        Create(name, description, min, max, step);

    private static Option<decimal?> Create(string name, string description, decimal min, decimal max, decimal? step) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (result.Tokens is not [var token])
            {
                // An option that may be given without a value.
                return null;
            }

            const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
            if (decimal.TryParse(token.Value, style, CultureInfo.InvariantCulture, out var number)
                && number >= min && number <= max && (step is null || number % step == 0))
            {
                return number;
            }

            var kind = step switch { null => "number", 1 => "whole number", _ => $"multiple of {PlainTable.Number(step.Value)}" };
            result.AddError($"{name} must be a {kind} from {PlainTable.Number(min)} to {PlainTable.Number(max)}");
            return null;
        },
    };
}
