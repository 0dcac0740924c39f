using System.Text;
using Microsoft.AspNetCore.Http;
using Orders.Local.Http;

namespace Orders.Local.Lambda;

/// <summary>Lambda's Invoke API (2015-03-31), for <c>aws lambda invoke --endpoint-url</c> and the SDKs. Signatures are not checked.</summary>
sealed class InvokeApi(IReadOnlyDictionary<string, LocalFunction> functions, string region)
{
    public const long MaxRequestBytes = LambdaLimits.PayloadBytes;

    public async Task HandleAsync(HttpContext http)
    {
        string[] path = [.. (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        if (path is not ["2015-03-31", "functions", var nameOrArn, "invocations"] || !HttpMethods.IsPost(http.Request.Method))
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, "UnknownOperationException", "Only Invoke is served here.");
            return;
        }

        if (!functions.TryGetValue(FunctionName.Parse(nameOrArn), out var function))
        {
            await RefuseAsync(
                http,
                StatusCodes.Status404NotFound,
                "ResourceNotFoundException",
                $"Function not found: arn:aws:lambda:{region}:{Resources.LocalEndpoints.AccountId}:function:{FunctionName.Parse(nameOrArn)}");
            return;
        }

        var type = http.Request.Headers["X-Amz-Invocation-Type"].ToString();
        var limit = type == "Event" ? LambdaLimits.AsynchronousPayloadBytes : LambdaLimits.PayloadBytes;
        if (await RequestBody.ReadAsync(http.Request, limit, http.RequestAborted) is not { } payload)
        {
            await RefuseAsync(
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
            "DryRun" => AnswerAsync(http, StatusCodes.Status204NoContent, default),
            _ => RefuseAsync(
                http, StatusCodes.Status400BadRequest, "InvalidParameterValueException", $"X-Amz-Invocation-Type must not be '{type}'."),
        });
    }

    static async Task InvokeAsync(HttpContext http, LocalFunction function, byte[] payload)
    {
        var result = await function.InvokeAsync(payload, Options(http));
        if (result.Status == InvocationStatus.Throttled)
        {
            await RefuseAsync(http, StatusCodes.Status429TooManyRequests, "TooManyRequestsException", "Rate Exceeded.", "ReservedFunctionConcurrentInvocationLimitExceeded");
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

        await AnswerAsync(http, StatusCodes.Status200OK, result.Payload);
    }

    /// <summary>Answers at once; the service would try a failed one twice more, here it is run once and its error is in the log.</summary>
    static Task StartAsync(HttpContext http, LocalFunction function, byte[] payload)
    {
        _ = function.InvokeAsync(payload, Options(http));
        return AnswerAsync(http, StatusCodes.Status202Accepted, default);
    }

    static InvocationOptions Options(HttpContext http) => new()
    {
        ClientContext = http.Request.Headers["X-Amz-Client-Context"].ToString() is { Length: > 0 } context
            ? Encoding.UTF8.GetString(Convert.FromBase64String(context))
            : null,
        WithLogTail = http.Request.Headers["X-Amz-Log-Type"] == "Tail",
    };

    static Task RefuseAsync(HttpContext http, int status, string type, string message, string? reason = null)
    {
        http.Response.Headers["X-Amzn-ErrorType"] = type;
        return AnswerAsync(http, status, ErrorJson.Write(message, reason));
    }

    static async Task AnswerAsync(HttpContext http, int status, ReadOnlyMemory<byte> json)
    {
        http.Response.StatusCode = status;
        if (!json.IsEmpty)
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = json.Length;
            await http.Response.Body.WriteAsync(json);
        }
    }
}
