using System.Text;
using System.Text.Json;

namespace Orders.Local.Api;

/// <summary>A function's answer, as the gateway reads it.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Cookies">The values of <c>Set-Cookie</c>.</param>
/// <param name="Body">The body.</param>
public sealed record HttpApiResponse(
    int StatusCode, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> Cookies, ReadOnlyMemory<byte> Body)
{
    /// <summary>Reads an answer. An answer without <c>statusCode</c> is the body itself, as JSON with status 200.</summary>
    /// <returns>Null if the answer is invalid: the gateway then answers 500.</returns>
    public static HttpApiResponse? Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            var answer = json.RootElement;
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("statusCode"u8, out var status)
                ? new HttpApiResponse(Status(status), ReadHeaders(answer), ReadCookies(answer), ReadBody(answer))
                : new HttpApiResponse(200, new Dictionary<string, string> { ["content-type"] = "application/json" }, [], Inferred(answer, payload));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    static int Status(JsonElement status)
    {
        var code = status.ValueKind == JsonValueKind.String
            ? int.Parse(status.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            : status.GetInt32();
        return code is >= 100 and <= 599 ? code : throw new FormatException("not a status code");
    }

    static Dictionary<string, string> ReadHeaders(JsonElement answer) =>
        !IsPresent(answer, "headers", out var headers)
            ? []
            : headers.EnumerateObject().ToDictionary(static h => h.Name, static h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    static List<string> ReadCookies(JsonElement answer) =>
        !IsPresent(answer, "cookies", out var cookies) ? [] : [.. cookies.EnumerateArray().Select(static c => c.GetString()!)];

    static byte[] ReadBody(JsonElement answer)
    {
        if (!IsPresent(answer, "body", out var body))
        {
            return [];
        }

        return IsPresent(answer, "isBase64Encoded", out var encoded) && encoded.GetBoolean()
            ? body.GetBytesFromBase64()
            : Encoding.UTF8.GetBytes(body.GetString()!);
    }

    static ReadOnlyMemory<byte> Inferred(JsonElement answer, ReadOnlyMemory<byte> payload) =>
        answer.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(answer.GetString()!) : payload;

    static bool IsPresent(JsonElement parent, string name, out JsonElement value) =>
        parent.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
