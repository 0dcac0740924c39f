using Microsoft.AspNetCore.Http;

namespace Orders.Local.Proxies;

/// <summary>A client's call to a service, with the answer once there is one. Bodies are complete, so that a middleware can read and replace
/// them.</summary>
public sealed class ProxiedCall
{
    internal ProxiedCall(HttpContext context, byte[] requestBody)
    {
        CallerGone = context.RequestAborted;
        RequestBody = requestBody;
        var signature = CallSignature.Read(context.Request.Headers.Authorization);
        (Caller, Service) = (signature.AccessKey, signature.Service);
        Operation = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
    }

    /// <summary>The access key id that signed the call, used as the caller's name. Empty if the call is not signed.</summary>
    public string Caller { get; }

    /// <summary>The service for which the call is signed: <c>sqs</c>, <c>dynamodb</c>. Empty if it is not signed.</summary>
    public string Service { get; }

    /// <summary>The operation, for example <c>SendMessageBatch</c>; empty if the call names none.</summary>
    public string Operation { get; }

    /// <summary>The body to forward to the service.</summary>
    public ReadOnlyMemory<byte> RequestBody { get; set; }

    /// <summary>The answer; null before the service has answered, and if its connection failed.</summary>
    public ServiceAnswer? Answer { get; set; }

    /// <summary>Whether the caller's connection is reset instead of answered.</summary>
    public bool IsReset { get; private set; }

    /// <summary>Cancelled when the caller has gone.</summary>
    public CancellationToken CallerGone { get; }

    /// <summary>
    /// Whether to wait for the service's answer even if the caller has gone. Otherwise it is unknown whether the service executed the call.
    /// </summary>
    public bool OutlivesCaller { get; set; }

    /// <summary>Resets the caller's connection, whether or not the service has answered.</summary>
    public void Reset() => IsReset = true;
}

/// <summary>The answer of a service, or of a middleware in its place.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
public sealed record ServiceAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>Headers to add to those of the service's own answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body's content type; null keeps the service's, or JSON if it gave none.</summary>
    public string? ContentType { get; init; }

    /// <summary>The number of body bytes after which the connection is closed; null sends all of it.</summary>
    public int? BreaksOffAfterBytes { get; init; }
}
