namespace Orders.Local.Lambda;

/// <summary>The status of an ended invocation.</summary>
public enum InvocationStatus
{
    /// <summary>The function answered.</summary>
    Success,

    /// <summary>The function threw, timed out, crashed, or its answer was too large.</summary>
    FunctionError,

    /// <summary>It was not run, because the concurrency limit was reached.</summary>
    Throttled,
}

/// <summary>The outcome of an invocation.</summary>
/// <param name="Status">The status.</param>
/// <param name="RequestId">The invocation's id.</param>
/// <param name="Payload">The answer, or the error as JSON.</param>
/// <param name="LogTail">The last lines of the function's log, at most 4 KB, if requested.</param>
public sealed record InvocationResult(InvocationStatus Status, string RequestId, ReadOnlyMemory<byte> Payload, string? LogTail = null);
