using Microsoft.AspNetCore.Http;
using Orders.Operations.Http;

namespace Orders.Local.Proxies;

/// <summary>
/// A proxy between clients and one service, on a free port of 127.0.0.1. Calls that no middleware changes reach the service, and their answers
/// the caller, unchanged.
/// </summary>
public sealed class ServiceProxy : IAsyncDisposable
{
    /// <summary>More than either service accepts (1 MiB and 16 MiB), so that the service refuses larger requests.</summary>
    const long MaxRequestBytes = 32L << 20;

    /// <summary>DynamoDB's checksum of its answer, which the SDK checks: it is wrong for a changed body.</summary>
    const string ChecksumHeader = "x-amz-crc32";

    const string AmzJson = "application/x-amz-json-1.0";

    readonly Forwarding _forwarding;
    readonly IReadOnlyList<CallMiddleware> _middleware;
    LoopbackServer? _server;

    ServiceProxy(Uri service, IReadOnlyList<CallMiddleware> middleware)
    {
        _forwarding = new Forwarding(service);
        _middleware = middleware;
    }

    /// <summary>The endpoint for clients.</summary>
    public Uri Endpoint => _server!.Uri;

    /// <summary>Starts the proxy.</summary>
    /// <param name="service">The service's endpoint.</param>
    /// <param name="middleware">The middleware, the first one nearest to the caller.</param>
    public static async Task<ServiceProxy> StartAsync(Uri service, IReadOnlyList<CallMiddleware> middleware)
    {
        var proxy = new ServiceProxy(service, middleware);
        proxy._server = await LoopbackServer.StartAsync([0], MaxRequestBytes, proxy.HandleAsync);
        return proxy;
    }

    /// <summary>Accepts no more calls, and ends those that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _forwarding.Dispose();
    }

    async Task HandleAsync(HttpContext context)
    {
        // Answered as both services do for any caller. It is not an operation, so no middleware handles it.
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Path == "/ping")
        {
            await context.Response.WriteAsync("healthy", context.RequestAborted);
            return;
        }

        if (await RequestBody.ReadAsync(context.Request, MaxRequestBytes, context.RequestAborted) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var call = new ProxiedCall(context, body);
        ServiceAnswer? forwarded = null;
        await Way(call, 0, async () =>
        {
            await _forwarding.ForwardAsync(call, context);
            forwarded = call.Answer;
        })();
        if (call.Answer is { } answer && !call.IsReset)
        {
            await AnswerAsync(context, answer, isChanged: answer != forwarded);
        }
        else
        {
            // As without a proxy: no answer without the service.
            context.Abort();
        }
    }

    Func<Task> Way(ProxiedCall call, int index, Func<Task> forward) =>
        index == _middleware.Count ? forward : () => _middleware[index](call, Way(call, index + 1, forward));

    static async Task AnswerAsync(HttpContext context, ServiceAnswer answer, bool isChanged)
    {
        var response = context.Response;
        if (isChanged)
        {
            response.Headers.Remove(ChecksumHeader);
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType ?? response.ContentType ?? AmzJson;
        response.ContentLength = answer.Body.Length;
        if (answer.BreaksOffAfterBytes is not { } bytes)
        {
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
            return;
        }

        await response.Body.WriteAsync(answer.Body[..bytes], context.RequestAborted);
        await response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
