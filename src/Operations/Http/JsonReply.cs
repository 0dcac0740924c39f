using System.Text;
using Microsoft.AspNetCore.Http;

namespace Orders.Operations.Http;

/// <summary>Answers requests in JSON.</summary>
static class JsonReply
{
    /// <summary>Sends JSON; to a HEAD request only its headers.</summary>
    public static Task SendJsonAsync(this HttpContext http, int status, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body).AsTask();
    }
}
