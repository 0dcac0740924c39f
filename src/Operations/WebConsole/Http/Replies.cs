using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orders.Json;
using Orders.Operations.Http;
using Orders.Operations.Terminal;

namespace Orders.Operations.WebConsole.Http;

/// <summary>Answers in JSON.</summary>
internal static class Replies
{
    /// <summary>Answers with what strangers wrote: no e-mail address is in it, whatever member it is in, unless the session shows personal data.</summary>
    public static Task ReplyAsync<TState>(this HttpContext http, ConsoleSession session, TState state, Action<Utf8JsonWriter, TState> write)
    {
        if (session.ShowsPersonalData)
        {
            return http.ReplyAsync(state, write);
        }

        var json = JsonWriting.ToText(state, write);
        return http.ReplyAsync(SafeText.MaskJson(json), static (writer, masked) => writer.WriteRawValue(masked));
    }

    /// <summary>Answers with what <paramref name="write"/> writes.</summary>
    public static Task ReplyAsync<TState>(this HttpContext http, TState state, Action<Utf8JsonWriter, TState> write, int status = StatusCodes.Status200OK)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        JsonWriting.Write(buffer, state, write);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.WrittenCount;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(buffer.WrittenMemory).AsTask();
    }

    /// <summary>Answers that it is not done, and why.</summary>
    public static Task RefuseAsync(this HttpContext http, Refusal refusal) => refusal.SendAsync(http);
}
