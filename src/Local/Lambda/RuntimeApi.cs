using Microsoft.AspNetCore.Http;
using Orders.Operations.Http;

namespace Orders.Local.Lambda;

/// <summary>The Lambda Runtime API (2018-06-01) for all instances, each on the port of its slot.</summary>
sealed class RuntimeApi(IReadOnlyDictionary<int, RuntimeSlot> slots, string region)
{
    /// <summary>More than the maximum answer, so that an answer that is too long is distinguished from one that is cut off.</summary>
    public const long MaxRequestBytes = 4L * LambdaLimits.PayloadBytes;

    const string Prefix = "/2018-06-01/runtime/";

    public Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value;
        return slots.GetValueOrDefault(http.Connection.LocalPort)?.Instance is not { } instance || path is null
            || !path.StartsWith(Prefix, StringComparison.Ordinal)
                ? AnswerAsync(http, StatusCodes.Status404NotFound, """{"errorType":"NotFound","errorMessage":"No such resource"}""")
                : path[Prefix.Length..].Split('/') switch
                {
                    ["invocation", "next"] => NextAsync(http, instance),
                    ["invocation", var id, "response"] => ResponseAsync(http, instance, id),
                    ["invocation", var id, "error"] => ErrorAsync(http, instance, id),
                    ["init", "error"] => InitErrorAsync(http, instance),
                    _ => AnswerAsync(http, StatusCodes.Status404NotFound, """{"errorType":"NotFound","errorMessage":"No such resource"}"""),
                };
    }

    async Task NextAsync(HttpContext http, FunctionInstance instance)
    {
        if (await instance.NextAsync() is not { } invocation)
        {
            http.Abort();
            return;
        }

        var headers = http.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = $"{instance.Deadline.ToUnixTimeMilliseconds()}";
        headers["Lambda-Runtime-Invoked-Function-Arn"] = instance.Function.Arn(region);
        headers["Lambda-Runtime-Trace-Id"] = TraceId(instance, invocation);
        if (invocation.Options.ClientContext is { } clientContext)
        {
            headers["Lambda-Runtime-Client-Context"] = clientContext;
        }

        http.Response.ContentType = "application/json";
        if (invocation.Payload.Length <= LambdaLimits.MaxUnchunkedBytes)
        {
            http.Response.ContentLength = invocation.Payload.Length;
        }

        await http.Response.Body.WriteAsync(invocation.Payload);
    }

    /// <summary>Returns a trace id in X-Ray's format: the start time of the invocation and the request id. Not sampled.</summary>
    static string TraceId(FunctionInstance instance, Invocation invocation)
    {
        var seconds = (instance.Deadline - instance.Function.Timeout).ToUnixTimeSeconds();
        var hex = invocation.RequestId.Replace("-", "", StringComparison.Ordinal);
        return $"Root=1-{seconds:x8}-{hex.AsSpan(0, 24)};Parent={hex.AsSpan(16, 16)};Sampled=0";
    }

    static async Task ResponseAsync(HttpContext http, FunctionInstance instance, string requestId)
    {
        var answer = await RequestBody.ReadAsync(http.Request, LambdaLimits.PayloadBytes, http.RequestAborted);
        if (answer is null)
        {
            var bytes = http.Request.ContentLength ?? LambdaLimits.PayloadBytes + 1L;
            await AcceptAsync(
                http,
                instance.Complete(requestId, i => i.Fail(FunctionErrors.ResponseTooLarge(bytes))),
                StatusCodes.Status413PayloadTooLarge);
            return;
        }

        await AcceptAsync(http, instance.Complete(requestId, i => i.Succeed(answer)));
    }

    static async Task ErrorAsync(HttpContext http, FunctionInstance instance, string requestId)
    {
        var error = await RequestBody.ReadAsync(http.Request, MaxRequestBytes, http.RequestAborted) ?? [];
        await AcceptAsync(http, instance.Complete(requestId, i => i.Fail(error)));
    }

    static async Task InitErrorAsync(HttpContext http, FunctionInstance instance)
    {
        instance.FailInit(await RequestBody.ReadAsync(http.Request, MaxRequestBytes, http.RequestAborted) ?? []);
        await AcceptAsync(http, accepted: true);
    }

    static Task AcceptAsync(HttpContext http, bool accepted, int status = StatusCodes.Status202Accepted) => accepted
        ? AnswerAsync(http, status, """{"status":"OK"}""")
        : AnswerAsync(http, StatusCodes.Status400BadRequest, """{"errorType":"InvalidRequestID","errorMessage":"Invalid request ID"}""");

    static Task AnswerAsync(HttpContext http, int status, string json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json);
    }
}
