using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Orders.Local.Lambda;

/// <summary>
/// Lambda's API (2015-03-31) as far as it is served here: Invoke, GetFunctionConfiguration, ListEventSourceMappings. Signatures are not
/// checked.
/// </summary>
sealed class LambdaApi(IReadOnlyDictionary<string, LocalFunction> functions, EventSourceMappings mappings, string region)
{
    public const long MaxRequestBytes = LambdaLimits.PayloadBytes;

    public Task HandleAsync(HttpContext http)
    {
        string[] path = [.. (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return (http.Request.Method, path) switch
        {
            ("POST", ["2015-03-31", "functions", var name, "invocations"]) => WithFunctionAsync(http, name, InvokeApi.InvokeAsync),
            ("GET", ["2015-03-31", "functions", var name, "configuration"]) => WithFunctionAsync(
                http, name, static (http, function) => SendAsync(http, FunctionConfiguration.Of(function))),
            ("GET", ["2015-03-31", "event-source-mappings"]) => SendAsync(http, mappings.List(
                http.Request.Query["FunctionName"].ToString() is { Length: > 0 } name ? FunctionName.Parse(name) : null,
                http.Request.Query["EventSourceArn"].ToString() is { Length: > 0 } source ? source : null)),
            _ => LambdaAnswer.RefuseAsync(
                http,
                StatusCodes.Status404NotFound,
                "UnknownOperationException",
                "Only Invoke, GetFunctionConfiguration and ListEventSourceMappings are served here."),
        };
    }

    Task WithFunctionAsync(HttpContext http, string nameOrArn, Func<HttpContext, LocalFunction, Task> answer)
    {
        var name = FunctionName.Parse(nameOrArn);
        return functions.TryGetValue(name, out var function)
            ? answer(http, function)
            : LambdaAnswer.RefuseAsync(
                http,
                StatusCodes.Status404NotFound,
                "ResourceNotFoundException",
                $"Function not found: arn:aws:lambda:{region}:{Resources.LocalEndpoints.AccountId}:function:{name}");
    }

    static Task SendAsync(HttpContext http, JsonObject answer) =>
        LambdaAnswer.SendAsync(http, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(answer.ToJsonString()));
}
