using System.Globalization;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>An answer of <c>invocation/next</c>.</summary>
internal sealed class NextInvocation
{
    // The end of the year 9999, DateTimeOffset's maximum.
    private const long MaxUnixMilliseconds = 253_402_300_799_999;

    /// <summary>Creates an invocation.</summary>
    /// <param name="header">Returns a header's value; null if it is missing.</param>
    /// <param name="body">The event.</param>
    /// <exception cref="InvalidOperationException">It has no id, so it cannot be answered.</exception>
    public NextInvocation(Func<string, string?> header, Stream body)
    {
        RequestId = header("Lambda-Runtime-Aws-Request-Id")
            ?? throw new InvalidOperationException("The Runtime API gave an invocation without Lambda-Runtime-Aws-Request-Id.");
        Deadline = long.TryParse(header("Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and <= MaxUnixMilliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
        FunctionArn = header("Lambda-Runtime-Invoked-Function-Arn");
        TraceId = header("Lambda-Runtime-Trace-Id");
        Body = body;
    }

    public string RequestId { get; }

    /// <summary>The deadline of the invocation; null if Lambda gave none.</summary>
    public DateTimeOffset? Deadline { get; }

    public string? FunctionArn { get; }

    public string? TraceId { get; }

    public Stream Body { get; }
}
