using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Reads the headers in which a caller says who it is. Few functions look, so they are read when asked for.</summary>
internal static class CallerContext
{
    /// <summary>Returns the client context; null where the caller sent none, or one that is not a JSON object.</summary>
    public static IClientContext? ReadClient(string? json) => Read(json, static root => new ClientContext(root));

    /// <summary>Returns the identity; one without ids where the caller has none.</summary>
    public static ICognitoIdentity ReadIdentity(string? json) =>
        Read(json, static root => new CognitoIdentity(Text(root, "cognitoIdentityId"), Text(root, "cognitoIdentityPoolId"))) ?? new CognitoIdentity(null, null);

    // The caller decides what is in it: what cannot be read must not fail an invocation that does not need it.
    private static T? Read<T>(string? json, Func<JsonElement, T> read) where T : class
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Object ? read(document.RootElement) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or text with half a surrogate pair.
            return null;
        }
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : null;

    private static Dictionary<string, string>? Map(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var map) && map.ValueKind is JsonValueKind.Object
            ? map.EnumerateObject().GroupBy(static member => member.Name).ToDictionary(static members => members.Key, static members => members.Last().Value.ToString())
            : null;

    private sealed class ClientContext(JsonElement json) : IClientContext
    {
        public IDictionary<string, string>? Environment { get; } = Map(json, "env");

        public IClientApplication? Client { get; } =
            json.TryGetProperty("client", out var client) && client.ValueKind is JsonValueKind.Object ? new Application(client) : null;

        public IDictionary<string, string>? Custom { get; } = Map(json, "custom");
    }

    private sealed class Application(JsonElement json) : IClientApplication
    {
        public string? AppPackageName { get; } = Text(json, "app_package_name");

        public string? AppTitle { get; } = Text(json, "app_title");

        public string? AppVersionCode { get; } = Text(json, "app_version_code");

        public string? AppVersionName { get; } = Text(json, "app_version_name");

        public string? InstallationId { get; } = Text(json, "installation_id");
    }

    private sealed record CognitoIdentity(string? IdentityId, string? IdentityPoolId) : ICognitoIdentity;
}
