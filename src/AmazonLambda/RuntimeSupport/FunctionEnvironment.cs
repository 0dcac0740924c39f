using System.Globalization;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The function's properties from Lambda's environment variables; the same for every invocation.</summary>
/// <param name="environment">Returns a variable's value; null if it is not set.</param>
internal sealed class FunctionEnvironment(Func<string, string?> environment)
{
    public string? Name { get; } = environment("AWS_LAMBDA_FUNCTION_NAME");

    public string? Version { get; } = environment("AWS_LAMBDA_FUNCTION_VERSION");

    public string? LogGroup { get; } = environment("AWS_LAMBDA_LOG_GROUP_NAME");

    public string? LogStream { get; } = environment("AWS_LAMBDA_LOG_STREAM_NAME");

    public int MemoryMebibytes { get; } =
        int.TryParse(environment("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), CultureInfo.InvariantCulture, out var size) ? size : 0;
}
