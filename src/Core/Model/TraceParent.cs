using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Orders.Model;

/// <summary>W3C trace context (Trace Context, section "traceparent Header"), carried from the request to the event.</summary>
public static class TraceParent
{
    /// <summary>The name of the HTTP header and of the message attribute.</summary>
    public const string Name = "traceparent";

    private const int Length = 55;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether <paramref name="text"/> is a version 00 traceparent with a trace id and a parent id.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: Length }
        && text.StartsWith("00-", StringComparison.Ordinal) && text[35] == '-' && text[52] == '-'
        && IsLowerHex(text.AsSpan(3, 32)) && IsLowerHex(text.AsSpan(36, 16)) && IsLowerHex(text.AsSpan(53, 2))
        && text.AsSpan(3, 32).ContainsAnyExcept('0') && text.AsSpan(36, 16).ContainsAnyExcept('0');

    /// <summary>Returns the trace id of a traceparent, as 32 hexadecimal digits; null if it is invalid.</summary>
    public static string? TraceIdOf(string? traceParent) => IsValid(traceParent) ? traceParent.Substring(3, 32) : null;

    /// <summary>Returns the trace id of an X-Ray trace header in the form of <see cref="TraceIdOf"/>; null if the header has no root.</summary>
    public static string? TraceIdOfXRay(string? header)
    {
        foreach (var part in header?.Split(';', StringSplitOptions.TrimEntries) ?? [])
        {
            if (RootOf(part) is { } root)
            {
                return root;
            }
        }

        return null;
    }

    /// <summary>Converts an X-Ray trace header (<c>Root=1-…;Parent=…;Sampled=…</c>) to a traceparent; null if it has no root or parent.</summary>
    public static string? FromXRay(string? header)
    {
        string? root = null, parent = null, flags = "00";
        foreach (var part in header?.Split(';', StringSplitOptions.TrimEntries) ?? [])
        {
            root ??= RootOf(part);
            switch (part.Split('=', 2))
            {
                case ["Parent", var value]:
                    parent = value;
                    break;
                case ["Sampled", "1"]:
                    flags = "01";
                    break;
            }
        }

        var text = $"00-{root}-{parent}-{flags}";
        return IsValid(text) ? text : null;
    }

    private static string? RootOf(string part) =>
        part.Split('=', 2) is ["Root", var value] && value.Split('-') is ["1", { Length: 8 } time, { Length: 24 } random] && IsLowerHex(time) && IsLowerHex(random)
            ? time + random
            : null;

    private static bool IsLowerHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerHex);
}
