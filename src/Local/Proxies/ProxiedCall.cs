using Microsoft.AspNetCore.Http;

namespace Orders.Local.Proxies;

/// <summary>One call of a client to a service, and its answer once there is one. Bodies are whole, so that a middleware can read and replace them.</summary>
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

    /// <summary>The access key id that signed the call: here a caller's name. Empty where the call is not signed.</summary>
    public string Caller { get; }

    /// <summary>The service that the call is signed for: <c>sqs</c>, <c>dynamodb</c>. Empty where it is not signed.</summary>
    public string Service { get; }

    /// <summary>The operation, as <c>SendMessageBatch</c>; empty where the call names none.</summary>
    public string Operation { get; }

    /// <summary>What is sent on to the service.</summary>
    public ReadOnlyMemory<byte> RequestBody { get; set; }

    /// <summary>The answer; null before the service has answered, and where its connection failed.</summary>
    public ServiceAnswer? Answer { get; set; }

    /// <summary>Whether the caller gets no answer: its connection is ended.</summary>
    public bool IsReset { get; private set; }

    /// <summary>Cancelled when the caller has gone.</summary>
    public CancellationToken CallerGone { get; }

    /// <summary>
    /// Whether the service's answer is awaited although the caller has gone. Without that nobody knows whether the service has done
    /// what it was asked.
    /// </summary>
    public bool OutlivesCaller { get; set; }

    /// <summary>Ends the caller's connection, whether or not the service has answered.</summary>
    public void Reset() => IsReset = true;
}

/// <summary>What a service, or a middleware in its place, answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
public sealed record ServiceAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>Headers that are added to those of the service's own answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What the body is; null leaves what the service said, and is JSON where it said nothing.</summary>
    public string? ContentType { get; init; }

    /// <summary>After how many bytes of the body the connection ends; null sends all of it.</summary>
    public int? BreaksOffAfterBytes { get; init; }
}
