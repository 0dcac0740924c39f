namespace Amazon.Lambda.Core;

/// <summary>How much a log line matters. A function writes the lines at or above <c>AWS_LAMBDA_LOG_LEVEL</c>.</summary>
public enum LogLevel
{
    /// <summary>Step by step; off unless asked for.</summary>
    Trace = 0,

    /// <summary>For development; off unless asked for.</summary>
    Debug = 1,

    /// <summary>What happened, the default.</summary>
    Information = 2,

    /// <summary>Unexpected, and dealt with.</summary>
    Warning = 3,

    /// <summary>An invocation, or a part of it, failed.</summary>
    Error = 4,

    /// <summary>The function can't go on.</summary>
    Critical = 5,
}
