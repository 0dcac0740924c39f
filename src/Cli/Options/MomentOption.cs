using System.CommandLine;
using Orders.Model;
using Orders.Operations.Terminal;

namespace Orders.Cli.Options;

/// <summary>A point in time, absolute or relative to now.</summary>
/// <param name="Time">The absolute time; null if relative.</param>
/// <param name="Ago">The time before now.</param>
internal readonly record struct Moment(DateTimeOffset? Time, TimeSpan Ago = default)
{
    /// <summary>Returns the absolute time.</summary>
    public DateTimeOffset At(DateTimeOffset now) => Time ?? Timestamp.Shift(now, -Ago);
}

/// <summary>Options whose values are points in time.</summary>
internal static class MomentOption
{
    /// <summary>Creates an optional point in time.</summary>
    public static Option<Moment?> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Timestamp.TryParse(text, out var time))
            {
                return new Moment(time);
            }

            if (Age.Parse(text) is { } age)
            {
                return new Moment(null, age);
            }

            result.AddError($"{name} must be a time with an offset, such as 2026-11-25T10:00:00Z, or an age: 90s, 30m, 2h or 3d");
            return null;
        },
    };
}
