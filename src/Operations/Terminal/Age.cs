using System.Globalization;
using Orders.Model;

namespace Orders.Operations.Terminal;

/// <summary>Time spans as people type them: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>3d</c>.</summary>
internal static class Age
{
    /// <summary>Reads a time span: a whole number and a unit.</summary>
    /// <returns>Null if the text is not a time span, or longer than a hundred years.</returns>
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

    // By another clock, an event of this moment may be in the future.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(OrderLimits.PlacedAtMinutesAhead);

    /// <summary>
    /// Formats an age in its largest unit, rounded down. A time in the future beyond clock differences is <c>26765d ahead</c>; a nearer one is
    /// <c>0s</c> old.
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
