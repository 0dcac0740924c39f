using System.Globalization;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>An answer of <c>invocation/next</c>.</summary>
internal sealed class NextInvocation
{
    // The end of the year 9999: DateTimeOffset ends there.
    private const long MaxUnixMilliseconds = 253_402_300_799_999;

    /// <summary>A new one.</summary>
    /// <param name="header">Gives a header's value; null where it is not there.</param>
    /// <param name="body">The event.</param>
    /// <exception cref="InvalidOperationException">It has no id: it could not be answered.</exception>
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

    /// <summary>When Lambda ends the invocation; null where it did not say.</summary>
    public DateTimeOffset? Deadline { get; }

    public string? FunctionArn { get; }

    public string? TraceId { get; }

    public Stream Body { get; }
}
