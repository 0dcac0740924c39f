using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Orders.Operations.Http;
using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.WebConsole.Http;

/// <summary>Sends JSON answers.</summary>
internal static class Replies
{
    /// <summary>Sends untrusted data, with personal data masked in every member unless the session shows personal data.</summary>
    public static Task ReplyAsync<T>(this HttpContext http, ConsoleSession session, T value, JsonTypeInfo<T> type)
    {
        var json = type.ToText(value);
        return http.SendJsonAsync(StatusCodes.Status200OK, session.ShowsPersonalData ? json : SafeText.MaskJson(json));
    }

    /// <summary>Sends a value unchanged.</summary>
    public static Task ReplyAsync<T>(this HttpContext http, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        http.SendJsonAsync(status, type.ToText(value));

    /// <summary>Sends a refusal.</summary>
    public static Task RefuseAsync(this HttpContext http, Refusal refusal) => refusal.SendAsync(http);
}
