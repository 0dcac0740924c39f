using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Orders.Local.Lambda;

/// <summary>Reads the client context of an invocation: a JSON object in base64.</summary>
static class ClientContext
{
    /// <summary>Returns the object for an HTTP header: on one line, in ASCII.</summary>
    /// <returns>Null if it is not a JSON object in base64.</returns>
    public static string? Read(string base64)
    {
        var utf8 = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, utf8, out var length) && InvokePayload.FindFault(utf8.AsSpan(0, length)) is null && IsObject(utf8.AsSpan(0, length))
            ? ToHeader(Encoding.UTF8.GetString(utf8, 0, length))
            : null;
    }

    static bool IsObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject;
    }

    // The JSON is valid, so control characters are white space here, and non-ASCII characters are in strings.
    static string ToHeader(string json)
    {
        var header = new StringBuilder(json.Length);
        foreach (var character in json)
        {
            _ = character switch
            {
                < ' ' => header.Append(' '),
                > '~' => header.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => header.Append(character),
            };
        }

        return header.ToString();
    }
}
