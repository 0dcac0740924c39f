using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orders.Json;
using Orders.Operations.Http;

namespace Orders.Local.Lambda;

/// <summary>The alias of a function (Lambda API Reference, AliasConfiguration). A function is a program on this machine, which nobody publishes: the alias
/// names <c>$LATEST</c>, and can name no other version.</summary>
static class FunctionAlias
{
    public static Task ListVersionsAsync(HttpContext http, LocalFunction function) =>
        LambdaApi.SendAsync(http, new JsonObject { ["Versions"] = new JsonArray(FunctionConfiguration.Of(function)) });

    public static Task GetAsync(HttpContext http, LocalFunction function, string alias) => alias == FunctionDefinition.Alias
        ? LambdaApi.SendAsync(http, Of(function))
        : LambdaAnswer.RefuseAsync(http, StatusCodes.Status404NotFound, "ResourceNotFoundException", $"Cannot find alias arn: {function.FunctionArn}:{alias}");

    public static async Task UpdateAsync(HttpContext http, LocalFunction function, string alias)
    {
        using var body = UntrustedJson.Parse(await RequestBody.ReadAsync(http.Request, LambdaApi.MaxUpdateBytes, http.RequestAborted) ?? []);
        var version = body?.RootElement is { ValueKind: JsonValueKind.Object } update && update.TryGetProperty("FunctionVersion"u8, out var given) && given.ValueKind == JsonValueKind.String
            ? given.GetString()
            : FunctionDefinition.Version;
        await (version == FunctionDefinition.Version
            ? GetAsync(http, function, alias)
            : LambdaAnswer.RefuseAsync(http, StatusCodes.Status404NotFound, "ResourceNotFoundException", $"Function not found: {function.FunctionArn}:{version}"));
    }

    static JsonObject Of(LocalFunction function) => new()
    {
        ["AliasArn"] = $"{function.FunctionArn}:{FunctionDefinition.Alias}",
        ["Name"] = FunctionDefinition.Alias,
        ["FunctionVersion"] = FunctionDefinition.Version,
        ["Description"] = "",
        ["RevisionId"] = Guid.Empty.ToString(),
    };
}
