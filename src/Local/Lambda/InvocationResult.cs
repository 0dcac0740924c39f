namespace Orders.Local.Lambda;

/// <summary>How an invocation ended.</summary>
public enum InvocationStatus
{
    /// <summary>The function answered.</summary>
    Success,

    /// <summary>The function threw, timed out, crashed or answered with too much.</summary>
    FunctionError,

    /// <summary>It was not run: as many run already as may.</summary>
    Throttled,
}

/// <summary>The outcome of an invocation.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="RequestId">Its id.</param>
/// <param name="Payload">The answer, or the error as JSON.</param>
/// <param name="LogTail">The last lines that the function logged, at most 4 KB, where they were asked for.</param>
public sealed record InvocationResult(InvocationStatus Status, string RequestId, ReadOnlyMemory<byte> Payload, string? LogTail = null);
