namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>How much a log line matters. A function writes the lines at or above <c>AWS_LAMBDA_LOG_LEVEL</c>.</summary>
internal enum LogLevel
{
    Trace,
    Debug,
    Information,
    Warning,
    Error,
    Critical,
}
