using System.CommandLine;
using Orders.Operations.Terminal;

namespace Orders.Cli.Options;

/// <summary>Options that are spans of time, as <see cref="Age"/> has them.</summary>
internal static class AgeOption
{
    /// <summary>An option whose value, where it is given, is a span.</summary>
    public static Option<TimeSpan?> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Age.Parse(result.Tokens[0].Value) is { } age)
            {
                return age;
            }

            result.AddError($"{name} must be a whole number and a unit: 90s, 30m, 2h or 3d");
            return null;
        },
    };
}
