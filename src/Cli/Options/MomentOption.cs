using System.CommandLine;
using Orders.Model;
using Orders.Operations.Terminal;

namespace Orders.Cli.Options;

/// <summary>A moment: one of the calendar, or one that is so long ago.</summary>
/// <param name="Time">The calendar's.</param>
/// <param name="Ago">How long ago.</param>
internal readonly record struct Moment(DateTimeOffset? Time, TimeSpan Ago = default)
{
    /// <summary>When that is.</summary>
    public DateTimeOffset At(DateTimeOffset now) => Time ?? Timestamp.Shift(now, -Ago);
}

/// <summary>Options that are moments.</summary>
internal static class MomentOption
{
    /// <summary>An option whose value, where it is given, is a moment.</summary>
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

            result.AddError($"{name} must be a time with its offset, as 2026-11-25T10:00:00Z, or how long ago: 90s, 30m, 2h or 3d");
            return null;
        },
    };
}
