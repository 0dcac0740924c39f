namespace Orders.Local.Lambda;

/// <summary>The service's quotas (AWS Lambda Developer Guide, "Lambda quotas").</summary>
public static class LambdaLimits
{
    /// <summary>The longest event and the longest answer of a synchronous invocation: 6 MB.</summary>
    public const int PayloadBytes = 6 * 1024 * 1024;

    /// <summary>The longest event that the Runtime API gives with its length; it sends longer ones in chunks. No document has the number: "a few KB" were seen.</summary>
    public const int MaxUnchunkedBytes = 4 * 1024;

    /// <summary>The longest event of an asynchronous invocation: 1 MB.</summary>
    public const int AsynchronousPayloadBytes = 1024 * 1024;

    /// <summary>The longest client context, in base64 (Lambda API Reference, "Invoke").</summary>
    public const int ClientContextBytes = 3583;

    /// <summary>How much of the log an invocation's answer can carry.</summary>
    public const int LogTailBytes = 4096;

    /// <summary>How many invocations an account runs at once.</summary>
    public const int AccountConcurrency = 1000;
}
