using System.Text;
using Microsoft.AspNetCore.Http;
using Orders.Operations.Http;

namespace Orders.Local.Lambda;

/// <summary>Lambda's operation Invoke, for <c>aws lambda invoke --endpoint-url</c> and the SDKs.</summary>
static class InvokeApi
{
    const string InvalidContent = "InvalidRequestContentException";

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

        if (Read(http, type, payload, out var options) is { } refusal)
        {
            await LambdaAnswer.RefuseAsync(http, StatusCodes.Status400BadRequest, refusal.Type, refusal.Message);
            return;
        }

        // Lambda passes an empty object if the caller sent nothing.
        ReadOnlyMemory<byte> @event = payload.Length > 0 ? payload : "{}"u8.ToArray();
        await (type switch
        {
            "Event" => StartAsync(http, function, @event, options),
            "DryRun" => LambdaAnswer.SendAsync(http, StatusCodes.Status204NoContent, default),
            _ => InvokeAsync(http, function, @event, options),
        });
    }

    /// <summary>Checks a request before the function receives it, so that nothing in it can end the function's process.</summary>
    static (string Type, string Message)? Read(HttpContext http, string type, byte[] payload, out InvocationOptions options)
    {
        options = new InvocationOptions();
        if (type is not ("" or "RequestResponse" or "Event" or "DryRun"))
        {
            return NotInSet(type, "invocationType", "Event, RequestResponse, DryRun");
        }

        var logType = http.Request.Headers["X-Amz-Log-Type"].ToString();
        if (logType is not ("" or "None" or "Tail"))
        {
            return NotInSet(logType, "logType", "None, Tail");
        }

        if (payload.Length > 0 && InvokePayload.FindFault(payload) is { } fault)
        {
            return (InvalidContent, $"Could not parse request body into json: Could not parse payload into json: {fault}");
        }

        var context = http.Request.Headers["X-Amz-Client-Context"].ToString();
        if (context.Length > LambdaLimits.ClientContextBytes)
        {
            return (InvalidContent, $"Client context must be at most {LambdaLimits.ClientContextBytes} bytes of base64.");
        }

        var json = context.Length > 0 ? ClientContext.Read(context) : null;
        if (json is null && context.Length > 0)
        {
            return (InvalidContent, "Client context must be a valid Base64-encoded JSON object.");
        }

        // Lambda passes the client context only to synchronous invocations.
        options = new InvocationOptions { ClientContext = type == "Event" ? null : json, WithLogTail = logType == "Tail" };
        return null;
    }

    static (string Type, string Message) NotInSet(string value, string parameter, string set) => (
        "ValidationException",
        $"1 validation error detected: Value '{value}' at '{parameter}' failed to satisfy constraint: Member must satisfy enum value set: [{set}]");

    static async Task InvokeAsync(HttpContext http, LocalFunction function, ReadOnlyMemory<byte> payload, InvocationOptions options)
    {
        var result = await function.InvokeAsync(payload, options);
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

    /// <summary>Answers at once. Lambda would retry a failed invocation twice; here it runs once, and its error is in the log.</summary>
    static Task StartAsync(HttpContext http, LocalFunction function, ReadOnlyMemory<byte> payload, InvocationOptions options)
    {
        _ = function.InvokeAsync(payload, options);
        return LambdaAnswer.SendAsync(http, StatusCodes.Status202Accepted, default);
    }
}
