namespace Orders.Local.Lambda;

/// <summary>The service's quotas (AWS Lambda Developer Guide, "Lambda quotas").</summary>
public static class LambdaLimits
{
    /// <summary>Maximum event and answer of a synchronous invocation: 6 MB.</summary>
    public const int PayloadBytes = 6 * 1024 * 1024;

    /// <summary>Maximum event that the Runtime API sends with its length; it sends longer ones in chunks. The value is not documented; a few KB were
    /// observed.</summary>
    public const int MaxUnchunkedBytes = 4 * 1024;

    /// <summary>Maximum event of an asynchronous invocation: 1 MB.</summary>
    public const int AsynchronousPayloadBytes = 1024 * 1024;

    /// <summary>Maximum client context, in base64 (Lambda API Reference, "Invoke").</summary>
    public const int ClientContextBytes = 3583;

    /// <summary>Maximum log tail in an invocation's answer.</summary>
    public const int LogTailBytes = 4096;

    /// <summary>The maximum number of concurrent invocations in an account.</summary>
    public const int AccountConcurrency = 1000;
}
