namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>The log settings from Lambda's variables (AWS Lambda Developer Guide, "Configuring advanced logging controls").</summary>
/// <param name="Minimum">The minimum level: <c>AWS_LAMBDA_LOG_LEVEL</c>, by default Information.</param>
/// <param name="Json">Whether a line is a JSON object: unless <c>AWS_LAMBDA_LOG_FORMAT</c> is <c>Text</c>.</param>
internal readonly record struct LogSettings(LogLevel Minimum, bool Json)
{
    public static LogSettings From(Func<string, string?> environment) => new(
        Parse(environment("AWS_LAMBDA_LOG_LEVEL")),
        !string.Equals(environment("AWS_LAMBDA_LOG_FORMAT"), "Text", StringComparison.OrdinalIgnoreCase));

    // Lambda's name or .NET's; Information for any other text.
    private static LogLevel Parse(string? level) => level?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" or "CRITICAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };
}
