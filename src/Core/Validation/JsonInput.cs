using System.Text.Json;
using System.Text.Unicode;
using Orders.Model;

namespace Orders.Validation;

/// <summary>Reads a whole input as strict JSON: valid UTF-8, one value and nothing after it, limited nesting, no comments.</summary>
internal static class JsonInput
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = OrderLimits.JsonDepth };

    public delegate T Reading<out T>(ref Utf8JsonReader reader);

    /// <summary>Reads the input's value with <paramref name="read"/>.</summary>
    /// <param name="utf8">The input.</param>
    /// <param name="largest">The maximum number of bytes.</param>
    /// <param name="read">Called at the value's first token; must read to the value's end.</param>
    /// <param name="error">The error of the input as a whole; null if it was read.</param>
    public static T? TryRead<T>(ReadOnlySpan<byte> utf8, int largest, Reading<T> read, out FieldError? error)
        where T : class
    {
        error = utf8.Length switch
        {
            0 => new FieldError(FieldError.Body, ErrorCodes.Required, "must not be empty"),
            var length when length > largest => TooLarge(largest),
            _ when !Utf8.IsValid(utf8) => new FieldError(FieldError.Body, ErrorCodes.Encoding, "must be valid UTF-8"),
            _ => null,
        };
        if (error is not null)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, Options);
            reader.Read();
            var value = read(ref reader);
            // Only white space may follow; anything else throws here.
            reader.Read();
            return value;
        }
        catch (JsonException exception)
        {
            error = new FieldError(
                FieldError.Body,
                ErrorCodes.MalformedJson,
                $"must be valid JSON nested at most {OrderLimits.JsonDepth} deep (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})");
            return null;
        }
    }

    public static FieldError TooLarge(int largest) =>
        new(FieldError.Body, ErrorCodes.TooLarge, $"must have at most {largest / 1024} KiB");
}
