using System.Buffers;
using Microsoft.AspNetCore.Http;
using Orders.Json;

namespace Orders.Operations.Http;

/// <summary>Why a request is not answered as it asks.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people.</param>
sealed record Refusal(int Status, string Code, string Message)
{
    /// <summary>Answers with it.</summary>
    public Task SendAsync(HttpContext http)
    {
        var json = new ArrayBufferWriter<byte>(256);
        JsonWriting.Write(json, this, static (writer, refusal) =>
        {
            writer.WriteStartObject();
            writer.WriteString("error", refusal.Code);
            writer.WriteString("message", refusal.Message);
            writer.WriteEndObject();
        });
        SecurityHeaders.AddTo(http.Response.Headers);
        http.Response.StatusCode = Status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.WrittenCount;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(json.WrittenMemory).AsTask();
    }
}
