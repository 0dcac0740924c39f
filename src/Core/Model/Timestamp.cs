using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Orders.Model;

/// <summary>Times in messages, rows and events: ISO 8601 in UTC with milliseconds, so that text order is time order.</summary>
public static class Timestamp
{
    private static readonly int RoundTripLength = "2026-11-23T22:28:00.0000000Z".Length;

    /// <summary>The number of characters that <see cref="Format"/> writes.</summary>
    public const int WireLength = 24;

    private static readonly string[] Accepted = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Formats a time, for example <c>2026-11-23T22:28:00.000Z</c>.</summary>
    public static string Format(DateTimeOffset time)
    {
        // The framework's round-trip format has four digits more, and is written without parsing a pattern.
        Span<char> text = stackalloc char[RoundTripLength];
        time.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[WireLength - 1] = 'Z';
        return new string(text[..WireLength]);
    }

    /// <summary>Reads an RFC 3339 date-time, which must have an offset; fractions of a millisecond are dropped.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DateTimeOffset time)
    {
        if (TryParseWire(text, out time))
        {
            return true;
        }

        // "F" also accepts a point without digits. "K" also accepts a time without an offset, and would read it as local time.
        if (text is null || text.Length < "2026-11-23T22:28:00Z".Length || (text[^1] != 'Z' && text[^6] is not ('+' or '-'))
            || text.AsSpan(19) is ['.'] or ['.', not (>= '0' and <= '9'), ..])
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

    /// <summary>Reads the format of <see cref="Format"/>, which all rows and most messages have; the framework reads the other formats.</summary>
    private static bool TryParseWire([NotNullWhen(true)] string? text, out DateTimeOffset time)
    {
        time = default;
        if (text is not { Length: WireLength } || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z')
        {
            return false;
        }

        int year = Digits(text.AsSpan(0, 4)), month = Digits(text.AsSpan(5, 2)), day = Digits(text.AsSpan(8, 2));
        int hour = Digits(text.AsSpan(11, 2)), minute = Digits(text.AsSpan(14, 2)), second = Digits(text.AsSpan(17, 2)), millisecond = Digits(text.AsSpan(20, 3));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59 || millisecond < 0)
        {
            return false;
        }

        time = new DateTimeOffset(year, month, day, hour, minute, second, millisecond, TimeSpan.Zero);
        return true;
    }

    /// <summary>Returns the number that the digits form; -1 if there is another character.</summary>
    private static int Digits(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit(letter))
            {
                return -1;
            }

            number = (number * 10) + letter - '0';
        }

        return number;
    }

    /// <summary>Adds a span to a time, limited to the calendar's range: times of untrusted senders may be anywhere in it.</summary>
    public static DateTimeOffset Shift(DateTimeOffset time, TimeSpan by) =>
        by > DateTimeOffset.MaxValue - time ? DateTimeOffset.MaxValue : by < DateTimeOffset.MinValue - time ? DateTimeOffset.MinValue : time + by;

    /// <summary>Returns the time without fractions of a millisecond, as a row stores it.</summary>
    public static DateTimeOffset ToMilliseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
