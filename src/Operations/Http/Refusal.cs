using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Orders.Operations.Json;

namespace Orders.Operations.Http;

/// <summary>The refusal of a request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The error code for programs.</param>
/// <param name="Message">The message for people.</param>
sealed record Refusal([property: JsonIgnore] int Status, [property: JsonPropertyName("error")] string Code, string Message)
{
    /// <summary>Sends the refusal.</summary>
    public Task SendAsync(HttpContext http)
    {
        SecurityHeaders.AddTo(http.Response.Headers);
        return http.SendJsonAsync(Status, OperationsJson.Default.Refusal.ToText(this));
    }
}
