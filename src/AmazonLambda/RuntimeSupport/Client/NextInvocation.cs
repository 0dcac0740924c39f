namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>An answer of <c>invocation/next</c>.</summary>
internal sealed class NextInvocation
{
    /// <summary>A new one, from the headers' values.</summary>
    /// <exception cref="InvalidOperationException">The request has no id: it could not be answered.</exception>
    public NextInvocation(string? requestId, string? deadlineMilliseconds, Stream body)
    {
        RequestId = requestId
            ?? throw new InvalidOperationException("The Runtime API gave an invocation without Lambda-Runtime-Aws-Request-Id.");
        Deadline = long.TryParse(deadlineMilliseconds, out var milliseconds) ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        Body = body;
    }

    public string RequestId { get; }

    /// <summary>When Lambda ends the invocation; null where it did not say.</summary>
    public DateTimeOffset? Deadline { get; }

    public string? FunctionArn { get; init; }

    public string? TraceId { get; init; }

    /// <summary>JSON.</summary>
    public string? ClientContext { get; init; }

    /// <summary>JSON.</summary>
    public string? CognitoIdentity { get; init; }

    public string? TenantId { get; init; }

    public Stream Body { get; }
}
