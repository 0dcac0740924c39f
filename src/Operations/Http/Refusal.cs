using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Orders.Operations.Json;

namespace Orders.Operations.Http;

/// <summary>Why a request is not answered as it asks.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people.</param>
sealed record Refusal([property: JsonIgnore] int Status, [property: JsonPropertyName("error")] string Code, string Message)
{
    /// <summary>Answers with it.</summary>
    public Task SendAsync(HttpContext http)
    {
        SecurityHeaders.AddTo(http.Response.Headers);
        return http.SendJsonAsync(Status, OperationsJson.Default.Refusal.ToText(this));
    }
}
