using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orders.Local.Http;

namespace Orders.Cli.WebConsole.Http;

/// <summary>Reads the JSON object that a request brings.</summary>
internal static class JsonBody
{
    /// <summary>The longest that is taken: a message of SQS, every character of it escaped.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Reads it.</summary>
    /// <exception cref="RefusedException">It is too long, or no JSON object.</exception>
    public static async Task<JsonElement> ReadJsonAsync(this HttpRequest request)
    {
        var body = await RequestBody.ReadAsync(request, MostBytes, request.HttpContext.RequestAborted)
            ?? throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "too_large", "The request is too long.");
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw NoObject();
        }
        catch (JsonException)
        {
            throw NoObject();
        }
    }

    private static RefusedException NoObject() => new(StatusCodes.Status400BadRequest, "json", "The request must be a JSON object.");
}
