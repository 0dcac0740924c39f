using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orders.Json;
using Orders.Operations.Http;

namespace Orders.Local.Lambda;

/// <summary>
/// The supported part of Lambda's API (2015-03-31): Invoke, GetFunctionConfiguration, ListVersionsByFunction, GetAlias, UpdateAlias, ListEventSourceMappings,
/// GetAccountSettings, and UpdateEventSourceMapping for the member Enabled. Signatures are not checked.
/// </summary>
sealed class LambdaApi(IReadOnlyDictionary<string, LocalFunction> functions, EventSourceMappings mappings, string region)
{
    internal const long MaxUpdateBytes = 4096;

    // One byte over the limit, so that this API refuses a larger payload and not the server.
    public const long MaxRequestBytes = LambdaLimits.PayloadBytes + 1;

    public Task HandleAsync(HttpContext http)
    {
        string[] path = [.. (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return (http.Request.Method, path) switch
        {
            ("POST", ["2015-03-31", "functions", var name, "invocations"]) => WithFunctionAsync(http, name, InvokeApi.InvokeAsync),
            ("GET", ["2015-03-31", "functions", var name, "configuration"]) => WithFunctionAsync(
                http, name, static (http, function) => SendAsync(http, FunctionConfiguration.Of(function))),
            ("GET", ["2015-03-31", "functions", var name, "versions"]) => WithFunctionAsync(http, name, FunctionAlias.ListVersionsAsync),
            ("GET", ["2015-03-31", "functions", var name, "aliases", var alias]) => WithFunctionAsync(http, name, (http, function) => FunctionAlias.GetAsync(http, function, alias)),
            ("PUT", ["2015-03-31", "functions", var name, "aliases", var alias]) => WithFunctionAsync(http, name, (http, function) => FunctionAlias.UpdateAsync(http, function, alias)),
            ("GET", ["2015-03-31", "event-source-mappings"]) => SendAsync(http, mappings.List(
                http.Request.Query["FunctionName"].ToString() is { Length: > 0 } name ? name : null,
                http.Request.Query["EventSourceArn"].ToString() is { Length: > 0 } source ? source : null)),
            ("PUT", ["2015-03-31", "event-source-mappings", var uuid]) => UpdateMappingAsync(http, uuid),
            ("GET", ["2016-08-19", "account-settings"]) => SendAsync(http, AccountSettings()),
            _ => LambdaAnswer.RefuseAsync(
                http,
                StatusCodes.Status404NotFound,
                "UnknownOperationException",
                "Only Invoke, GetFunctionConfiguration, ListVersionsByFunction, GetAlias, UpdateAlias, ListEventSourceMappings, UpdateEventSourceMapping and GetAccountSettings are served here."),
        };
    }

    // A function without reserved concurrency has all of the account's.
    JsonObject AccountSettings() => new()
    {
        ["AccountLimit"] = new JsonObject
        {
            ["ConcurrentExecutions"] = LambdaLimits.AccountConcurrency,
            ["UnreservedConcurrentExecutions"] = LambdaLimits.AccountConcurrency
                - functions.Values.Select(static function => function.Function.Concurrency).Where(static concurrency => concurrency < LambdaLimits.AccountConcurrency).Sum(),
        },
        ["AccountUsage"] = new JsonObject { ["FunctionCount"] = functions.Count },
    };

    async Task UpdateMappingAsync(HttpContext http, string uuid)
    {
        using var body = UntrustedJson.Parse(await RequestBody.ReadAsync(http.Request, MaxUpdateBytes, http.RequestAborted) ?? []);
        if (body?.RootElement is not { ValueKind: JsonValueKind.Object } update
            || update.EnumerateObject().ToList() is not [{ Name: "Enabled", Value.ValueKind: JsonValueKind.True or JsonValueKind.False }])
        {
            await LambdaAnswer.RefuseAsync(
                http, StatusCodes.Status400BadRequest, "InvalidParameterValueException", "Only Enabled can be changed here, and it must be true or false.");
        }
        else if (mappings.Update(uuid, update.GetProperty("Enabled"u8).GetBoolean()) is { } mapping)
        {
            await LambdaAnswer.SendAsync(http, StatusCodes.Status202Accepted, Encoding.UTF8.GetBytes(mapping.ToJsonString()));
        }
        else
        {
            await LambdaAnswer.RefuseAsync(http, StatusCodes.Status404NotFound, "ResourceNotFoundException", "The resource you requested does not exist.");
        }
    }

    Task WithFunctionAsync(HttpContext http, string nameOrArn, Func<HttpContext, LocalFunction, Task> answer)
    {
        var (name, inName) = FunctionName.Parse(nameOrArn);
        var inQuery = http.Request.Query["Qualifier"].ToString() is { Length: > 0 } query ? query : null;
        if (inName is not null && inQuery is not null && inName != inQuery)
        {
            return LambdaAnswer.RefuseAsync(
                http,
                StatusCodes.Status400BadRequest,
                "InvalidParameterValueException",
                "The derived qualifier from the function name does not match the specified qualifier.");
        }

        // There are no published versions, and one alias.
        var qualifier = inName ?? inQuery;
        return functions.TryGetValue(name, out var function) && qualifier is null or FunctionDefinition.Version or FunctionDefinition.Alias
            ? answer(http, function)
            : LambdaAnswer.RefuseAsync(
                http,
                StatusCodes.Status404NotFound,
                "ResourceNotFoundException",
                $"Function not found: arn:aws:lambda:{region}:{Resources.LocalEndpoints.AccountId}:function:{name}{(qualifier is null ? "" : $":{qualifier}")}");
    }

    internal static Task SendAsync(HttpContext http, JsonObject answer) =>
        LambdaAnswer.SendAsync(http, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(answer.ToJsonString()));
}
