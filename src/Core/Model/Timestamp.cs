using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Orders.Model;

/// <summary>Times as they stand in messages, rows and events: ISO 8601 in UTC with milliseconds, so that text order is time order.</summary>
public static class Timestamp
{
    private static readonly int RoundTripLength = "2026-11-23T22:28:00.0000000Z".Length;
    private static readonly int WireLength = "2026-11-23T22:28:00.000Z".Length;

    private static readonly string[] Accepted = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>As <c>2026-11-23T22:28:00.000Z</c>.</summary>
    public static string Format(DateTimeOffset time)
    {
        // The framework's form for round trips has four digits more, and is written without reading a pattern.
        Span<char> text = stackalloc char[RoundTripLength];
        time.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[WireLength - 1] = 'Z';
        return new string(text[..WireLength]);
    }

    /// <summary>Reads an RFC 3339 date-time, whose offset must be given; what is finer than a millisecond is dropped.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DateTimeOffset time)
    {
        time = default;
        // "F" also takes a point without digits. "K" also takes a time without an offset, and would read it as local time.
        if (text is null || text.Length < "2026-11-23T22:28:00Z".Length || (text[^1] != 'Z' && text[^6] is not ('+' or '-'))
            || (text[19] == '.' && !char.IsAsciiDigit(text[20])))
        {
            return false;
        }

        if (!DateTimeOffset.TryParseExact(text, Accepted, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            return false;
        }

        time = ToMilliseconds(parsed.ToUniversalTime());
        return true;
    }

    /// <summary>The same time without what is finer than a millisecond, as a row keeps it.</summary>
    public static DateTimeOffset ToMilliseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
