using Microsoft.AspNetCore.Http;

namespace Orders.Local.Lambda;

/// <summary>Writes the answers of Lambda's API.</summary>
static class LambdaAnswer
{
    public static Task RefuseAsync(HttpContext http, int status, string type, string message, string? reason = null)
    {
        http.Response.Headers["X-Amzn-ErrorType"] = type;
        return SendAsync(http, status, ErrorJson.Write(message, reason));
    }

    public static async Task SendAsync(HttpContext http, int status, ReadOnlyMemory<byte> json)
    {
        http.Response.StatusCode = status;
        if (!json.IsEmpty)
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = json.Length;
            await http.Response.Body.WriteAsync(json);
        }
    }
}
