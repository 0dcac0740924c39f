using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Orders.Json;
using Orders.Operations.Http;

namespace Orders.Operations.WebConsole.Http;

/// <summary>Reads a request's JSON object.</summary>
internal static class JsonBody
{
    /// <summary>The maximum length: an SQS message with every character escaped.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Reads the body.</summary>
    /// <exception cref="RefusedException">The body is too long, or not a JSON object with unique members.</exception>
    public static async Task<JsonElement> ReadJsonAsync(this HttpRequest request)
    {
        var body = await RequestBody.ReadAsync(request, MaxBytes, request.HttpContext.RequestAborted)
            ?? throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "too_large", "The request is too long.");
        if ((Utf8.IsValid(body) ? UntrustedJson.FindFault(Encoding.UTF8.GetString(body)) : "must be valid UTF-8") is { } rule)
        {
            throw Bad($"The request {rule}.");
        }

        using var document = JsonDocument.Parse(body);
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Bad("The request must be a JSON object.");
    }

    private static RefusedException Bad(string message) => new(StatusCodes.Status400BadRequest, "json", message);
}
