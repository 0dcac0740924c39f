using System.Text;
using System.Text.Json;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Fuzzing.Inputs;

/// <summary>Makes an input out of another: as bytes, and as JSON, also as JSON inside of JSON's strings.</summary>
internal sealed class Mutator(Dice dice, IReadOnlyList<byte[]> others)
{
    /// <summary>Inputs do not grow beyond this.</summary>
    public const int MaxBytes = 1536 * 1024;

    private const int LongText = 1024 * 1024;
    private const int OrderBytes = 64 * 1024;

    /// <summary>Another input.</summary>
    public byte[] Mutate(byte[] input, int depth = 0)
    {
        for (var left = dice.Hits(0.6) ? 1 : dice.Hits(0.2) ? 1 + dice.Below(12) : 1 + dice.Below(3); left > 0; left--)
        {
            var mutated = dice.Hits(0.7) && JsonSpans.Of(input) is { Count: > 0 } spans ? MutateJson(input, spans, depth) : MutateBytes(input);
            input = mutated.Length <= MaxBytes ? mutated : input;
        }

        return input;
    }

    /// <summary>A text of some length, now and then of one that breaks a limit.</summary>
    public string Text() => dice.Below(8) switch
    {
        0 => new string((char)('a' + dice.Below(26)), Length()),
        1 => string.Concat(Enumerable.Repeat(dice.Of(["\uD83D\uDE00", "\u0001", "\uFFFF", "\"", "\\", "\u00E9", "\uD800"]), 1 + Length() / 8)),
        2 => dice.Of(Words.Names),
        _ => dice.Of(Words.Texts),
    };

    private int Length() => dice.Hits(0.0005) ? LongText : dice.Hits(0.005) ? OrderBytes + dice.Below(3) - 1 : dice.Of([1, 2, 63, 64, 65, 127, 128, 129, 255, 256, 257, 320, 321, 2049, 5000]);

    private byte[] MutateJson(byte[] json, List<JsonSpan> spans, int depth)
    {
        var index = dice.Below(spans.Count);
        var span = spans[index];
        if (span.IsName && index + 1 < spans.Count)
        {
            return MutateMember(json, span, spans[index + 1]);
        }

        if (span.Type == JsonTokenType.String && depth < 2 && dice.Hits(0.8) && LooksLikeJson(json.AsSpan(span.Start + 1)))
        {
            return Replace(json, span, Quote(Mutate(Encoding.UTF8.GetBytes(Unquote(json.AsSpan(span.Start, span.End - span.Start))), depth + 1)));
        }

        return dice.Below(8) switch
        {
            0 => Replace(json, span, Quote(Encoding.UTF8.GetBytes(Text()))),
            1 => Replace(json, span, json[Of(spans)]),
            2 => Replace(json, span, Fragment()),
            3 => Replace(json, span, Nested(json[span.Start..span.End])),
            4 => Flood(json, span),
            5 when span.Type == JsonTokenType.String => Replace(json, span, [(byte)'"', .. MutateBytes(json[(span.Start + 1)..(span.End - 1)]), (byte)'"']),
            _ => Replace(json, span, dice.Of(Words.Values)),
        };
    }

    private byte[] MutateMember(byte[] json, JsonSpan name, JsonSpan value)
    {
        switch (dice.Below(4))
        {
            case 0:
                return Insert(json, name.Start, [.. json[name.Start..value.End], (byte)',']);
            case 1:
                var end = value.End < json.Length && json[value.End] == ',' ? value.End + 1 : value.End;
                return Replace(json, new JsonSpan(name.Start, end, default), []);
            case 2:
                return Insert(json, name.Start, [.. Quote(Encoding.UTF8.GetBytes(Text())), (byte)':', .. dice.Of(Words.Values), (byte)',']);
            default:
                return Replace(json, name, Quote(Encoding.UTF8.GetBytes(dice.Hits(0.7) ? dice.Of(Words.Names) : Text())));
        }
    }

    private byte[] MutateBytes(byte[] input)
    {
        var at = dice.Below(input.Length + 1);
        var length = Math.Min(input.Length - at, dice.Hits(0.9) ? dice.Below(8) : dice.Below(input.Length + 1));
        switch (dice.Below(9))
        {
            case 0 or 1 when at < input.Length:
                var flipped = input.ToArray();
                flipped[at] ^= (byte)(1 << dice.Below(8));
                return flipped;
            case 2:
                return Insert(input, at, Encoding.UTF8.GetBytes(Text()));
            case 3:
                return Insert(input, at, Fragment());
            case 4:
                return Insert(input, at, input[at..(at + length)]);
            case 5 when dice.Hits(0.3):
                return input[..at];
            case 6:
                Span<byte> random = stackalloc byte[4];
                dice.Fill(random);
                return Insert(input, at, random.ToArray());
            case 7:
                return Insert(input, at, dice.Of(Words.Bytes));
            default:
                return [.. input[..at], .. input[(at + length)..]];
        }
    }

    // Many of the same: what costs more for each that came before shows.
    private byte[] Flood(byte[] json, JsonSpan span)
    {
        var many = 1 << dice.Below(dice.Hits(0.05) ? 14 : 8);
        var one = dice.Of<byte[]>(["\"\\ud800\":0,"u8.ToArray(), "\"\":\"\","u8.ToArray(), "\"a\":[],"u8.ToArray(), "{},"u8.ToArray(), "0,"u8.ToArray(), "[],"u8.ToArray()]);
        return span.Type is JsonTokenType.StartObject or JsonTokenType.StartArray && one.Length * many <= OrderBytes
            ? Insert(json, span.Start + 1, [.. Enumerable.Repeat(one, many).SelectMany(static bytes => bytes)])
            : Replace(json, span, dice.Of(Words.Values));
    }

    private byte[] Nested(byte[] value)
    {
        var levels = dice.Of([1, 2, 14, 15, 16, 17, 63, 64, 65, 130, 1000]);
        var (before, after) = dice.Hits(0.5) ? ("["u8.ToArray(), "]"u8.ToArray()) : ("{\"a\":"u8.ToArray(), "}"u8.ToArray());
        return [.. Enumerable.Repeat(before, levels).SelectMany(static bytes => bytes), .. value, .. Enumerable.Repeat(after, levels).SelectMany(static bytes => bytes)];
    }

    // A part of another input.
    private byte[] Fragment()
    {
        var other = dice.Of(others);
        return JsonSpans.Of(other) is { Count: > 0 } spans ? other[Of(spans)] : other;
    }

    private Range Of(List<JsonSpan> spans)
    {
        var span = dice.Of(spans);
        return span.Start..span.End;
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> text) => text.StartsWith("{"u8) || text.StartsWith("["u8);

    private static string Unquote(ReadOnlySpan<byte> quoted)
    {
        try
        {
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            return reader.GetString() ?? "";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "{}";
        }
    }

    // As it is, but for what would end the string: what is no UTF-8 stays none.
    private static byte[] Quote(byte[] text)
    {
        var quoted = new List<byte>(text.Length + 16) { (byte)'"' };
        foreach (var b in text)
        {
            if (b is (byte)'"' or (byte)'\\')
            {
                quoted.Add((byte)'\\');
                quoted.Add(b);
            }
            else if (b < 0x20)
            {
                quoted.AddRange(Encoding.ASCII.GetBytes($"\\u{b:x4}"));
            }
            else
            {
                quoted.Add(b);
            }
        }

        quoted.Add((byte)'"');
        return [.. quoted];
    }

    private static byte[] Replace(byte[] input, JsonSpan span, byte[] by) => [.. input.AsSpan(0, span.Start), .. by, .. input.AsSpan(span.End)];

    private static byte[] Insert(byte[] input, int at, byte[] what) => [.. input.AsSpan(0, at), .. what, .. input.AsSpan(at)];
}
