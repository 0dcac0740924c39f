using System.CommandLine;
using Orders.Operations.Terminal;

namespace Orders.Cli.Options;

/// <summary>Options whose values are time spans in the format of <see cref="Age"/>.</summary>
internal static class AgeOption
{
    /// <summary>Creates an optional time span.</summary>
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
