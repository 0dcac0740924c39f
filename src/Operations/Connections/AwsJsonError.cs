using System.Text.Json;
using Amazon.Runtime;
using Orders.Json;

namespace Orders.Operations.Connections;

/// <summary>Reads a service's error as the SDK does, so that a call made here fails like a call of the SDK.</summary>
static class AwsJsonError
{
    public static AmazonServiceException Read(HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        var (type, message) = ReadBody(body);
        var code = Code(Header(response, "X-Amzn-ErrorType") ?? type ?? response.StatusCode.ToString());
        return new AmazonServiceException(
            $"{code}: {message ?? response.ReasonPhrase}",
            (int)response.StatusCode >= 500 ? ErrorType.Receiver : ErrorType.Sender,
            code,
            Header(response, "X-Amzn-RequestId") ?? "",
            response.StatusCode);
    }

    static (string? Type, string? Message) ReadBody(ReadOnlyMemory<byte> body)
    {
        // A proxy on the way to the service may answer with HTML.
        using var document = UntrustedJson.Parse(body.Span);
        return document?.RootElement is { ValueKind: JsonValueKind.Object } error
            ? (Text(error, "__type") ?? Text(error, "code"), Text(error, "message") ?? Text(error, "Message"))
            : default;
    }

    /// <summary>Returns the code without the namespace before it and the URL after it.</summary>
    static string Code(string type) => type[(type.LastIndexOf('#') + 1)..].Split(':')[0];

    static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
