using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Reads the headers in which a caller says who it is. Few functions look, so they are read when asked for.</summary>
internal static class CallerContext
{
    public static IClientContext? ReadClient(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return new ClientContext(document.RootElement);
    }

    public static ICognitoIdentity ReadIdentity(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return new CognitoIdentity(null, null);
        }

        using var document = JsonDocument.Parse(json);
        return new CognitoIdentity(
            Text(document.RootElement, "cognitoIdentityId"),
            Text(document.RootElement, "cognitoIdentityPoolId"));
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : null;

    private static Dictionary<string, string>? Map(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var map) && map.ValueKind is JsonValueKind.Object
            ? map.EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value.ToString())
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
