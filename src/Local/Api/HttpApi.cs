using Microsoft.AspNetCore.Http;
using Orders.Local.Lambda;
using Orders.Operations.Failures;
using Orders.Operations.Http;

namespace Orders.Local.Api;

/// <summary>The orders API on 127.0.0.1: an API Gateway HTTP API in front of one function.</summary>
public sealed class HttpApi : IAsyncDisposable
{
    /// <summary>The gateway's limit on a request: 10 MB.</summary>
    const long RequestBytes = 10 * 1024 * 1024;

    readonly IFunctionInvoker _function;
    readonly ApiAuthorization _authorization;
    readonly TimeProvider _time;
    LoopbackServer? _server;

    HttpApi(IFunctionInvoker function, ApiAuthorization authorization, TimeProvider time) => (_function, _authorization, _time) = (function, authorization, time);

    /// <summary>The API's address.</summary>
    public Uri Uri => _server!.Uri;

    /// <summary>Starts the API.</summary>
    /// <param name="function">The function that answers.</param>
    /// <param name="authorization">The authorization.</param>
    /// <param name="port">The port; 0 selects a free one.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="CommandException">The port is taken.</exception>
    public static async Task<HttpApi> StartAsync(IFunctionInvoker function, ApiAuthorization authorization, int port, TimeProvider time)
    {
        var api = new HttpApi(function, authorization, time);
        // One byte over the limit, so that this API answers 413 as the gateway does.
        api._server = await LoopbackServer.StartAsync([port], RequestBytes + 1, api.HandleAsync);
        return api;
    }

    /// <summary>Stops the API.</summary>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    async Task HandleAsync(HttpContext http)
    {
        if (_authorization == ApiAuthorization.Iam && IamAuthorizer.AccessKey(http.Request.Headers.Authorization) is null)
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "Forbidden");
            return;
        }

        if (await RequestBody.ReadAsync(http.Request, RequestBytes, http.RequestAborted) is not { } body)
        {
            await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, "Request Entity Too Large");
            return;
        }

        var @event = HttpApiEvent.Write(http.Request, body, _time.GetUtcNow());
        if (@event.Length > LambdaLimits.PayloadBytes)
        {
            await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, "Request Entity Too Large");
            return;
        }

        var result = await _function.InvokeAsync(@event);
        if (result.Status == InvocationStatus.Throttled)
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "Service Unavailable");
        }
        else if (result.Status == InvocationStatus.FunctionError || HttpApiResponse.Read(result.Payload) is not { } response)
        {
            await RefuseAsync(http, StatusCodes.Status500InternalServerError, "Internal Server Error");
        }
        else
        {
            await AnswerAsync(http, response);
        }
    }

    static async Task AnswerAsync(HttpContext http, HttpApiResponse response)
    {
        http.Response.StatusCode = response.StatusCode;
        foreach (var (name, value) in response.Headers)
        {
            http.Response.Headers[name] = value;
        }

        foreach (var cookie in response.Cookies)
        {
            http.Response.Headers.Append("Set-Cookie", cookie);
        }

        http.Response.Headers["apigw-requestid"] = http.TraceIdentifier;
        var bodyAllowed = response.StatusCode is not (204 or 304) and >= 200;
        if (bodyAllowed && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.ContentLength = response.Body.Length;
            await http.Response.Body.WriteAsync(response.Body);
        }
    }

    static Task RefuseAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync($$"""{"message":"{{message}}"}""");
    }
}
