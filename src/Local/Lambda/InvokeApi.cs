using System.Text;
using Microsoft.AspNetCore.Http;
using Orders.Local.Http;

namespace Orders.Local.Lambda;

/// <summary>Lambda's operation Invoke, for <c>aws lambda invoke --endpoint-url</c> and the SDKs.</summary>
static class InvokeApi
{
    public static async Task InvokeAsync(HttpContext http, LocalFunction function)
    {
        var type = http.Request.Headers["X-Amz-Invocation-Type"].ToString();
        var limit = type == "Event" ? LambdaLimits.AsynchronousPayloadBytes : LambdaLimits.PayloadBytes;
        if (await RequestBody.ReadAsync(http.Request, limit, http.RequestAborted) is not { } payload)
        {
            await LambdaAnswer.RefuseAsync(
                http,
                StatusCodes.Status413PayloadTooLarge,
                "RequestTooLargeException",
                $"Request must be smaller than {limit} bytes for the InvokeFunction operation");
            return;
        }

        await (type switch
        {
            "" or "RequestResponse" => InvokeAsync(http, function, payload),
            "Event" => StartAsync(http, function, payload),
            "DryRun" => LambdaAnswer.SendAsync(http, StatusCodes.Status204NoContent, default),
            _ => LambdaAnswer.RefuseAsync(
                http, StatusCodes.Status400BadRequest, "InvalidParameterValueException", $"X-Amz-Invocation-Type must not be '{type}'."),
        });
    }

    static async Task InvokeAsync(HttpContext http, LocalFunction function, byte[] payload)
    {
        var result = await function.InvokeAsync(payload, Options(http));
        if (result.Status == InvocationStatus.Throttled)
        {
            await LambdaAnswer.RefuseAsync(http, StatusCodes.Status429TooManyRequests, "TooManyRequestsException", "Rate Exceeded.", "ReservedFunctionConcurrentInvocationLimitExceeded");
            return;
        }

        var headers = http.Response.Headers;
        headers["X-Amzn-RequestId"] = result.RequestId;
        headers["X-Amz-Executed-Version"] = FunctionDefinition.Version;
        if (result.Status == InvocationStatus.FunctionError)
        {
            headers["X-Amz-Function-Error"] = "Unhandled";
        }

        if (result.LogTail is { } tail)
        {
            headers["X-Amz-Log-Result"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(tail));
        }

        await LambdaAnswer.SendAsync(http, StatusCodes.Status200OK, result.Payload);
    }

    /// <summary>Answers at once; the service would try a failed one twice more, here it is run once and its error is in the log.</summary>
    static Task StartAsync(HttpContext http, LocalFunction function, byte[] payload)
    {
        _ = function.InvokeAsync(payload, Options(http));
        return LambdaAnswer.SendAsync(http, StatusCodes.Status202Accepted, default);
    }

    static InvocationOptions Options(HttpContext http) => new()
    {
        ClientContext = http.Request.Headers["X-Amz-Client-Context"].ToString() is { Length: > 0 } context
            ? Encoding.UTF8.GetString(Convert.FromBase64String(context))
            : null,
        WithLogTail = http.Request.Headers["X-Amz-Log-Type"] == "Tail",
    };
}
