namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>The level of a log line. A function writes the lines at or above <c>AWS_LAMBDA_LOG_LEVEL</c>.</summary>
internal enum LogLevel
{
    Trace,
    Debug,
    Information,
    Warning,
    Error,
    Critical,
}
