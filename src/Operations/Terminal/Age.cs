using System.Globalization;
using Orders.Model;

namespace Orders.Operations.Terminal;

/// <summary>Spans of time as people type them: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>3d</c>.</summary>
internal static class Age
{
    /// <summary>Reads a span: a whole number and a unit.</summary>
    /// <returns>Null where it is none, or longer than a hundred years.</returns>
    public static TimeSpan? Parse(string? text)
    {
        if (text is not { Length: > 1 } || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        return unit is { } length && number <= TimeSpan.FromDays(36_500) / length ? length * number : null;
    }

    // By another clock, what has just happened may be in the future.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(OrderLimits.PlacedAtMinutesAhead);

    /// <summary>
    /// Writes an age in its largest unit, rounded down. A time further in the future than clocks differ is written as <c>26765d ahead</c>; a nearer one is <c>0s</c> old.
    /// </summary>
    public static string Describe(TimeSpan age) => age switch
    {
        _ when age < -ClockTolerance => $"{Describe(-age)} ahead",
        _ when age < TimeSpan.Zero => "0s",
        { TotalDays: >= 1 } => $"{(int)age.TotalDays}d",
        { TotalHours: >= 1 } => $"{(int)age.TotalHours}h",
        { TotalMinutes: >= 1 } => $"{(int)age.TotalMinutes}m",
        _ => $"{(int)age.TotalSeconds}s",
    };
}
