using Orders.Local.Resources;

namespace Orders.Local.Lambda;

/// <summary>The environment variables that Lambda sets for every instance ("Defined runtime environment variables").</summary>
static class InstanceEnvironment
{
    /// <summary>The variables that the dotnet host and the system's libraries need; no other variables of this process reach a function.</summary>
    static readonly string[] PassedOn =
        ["PATH", "HOME", "TMPDIR", "DOTNET_ROOT", "DOTNET_CLI_HOME", "NUGET_PACKAGES", "SSL_CERT_FILE", "SSL_CERT_DIR", "LD_LIBRARY_PATH"];

    public static Dictionary<string, string> For(FunctionDefinition function, LocalEndpoints endpoints, int runtimePort, string logStream)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in PassedOn)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        foreach (var (name, value) in endpoints.ClientEnvironment())
        {
            environment[name] = value;
        }

        environment["AWS_LAMBDA_RUNTIME_API"] = $"127.0.0.1:{runtimePort}";
        environment["AWS_LAMBDA_FUNCTION_NAME"] = function.Name;
        environment["AWS_LAMBDA_FUNCTION_VERSION"] = FunctionDefinition.Version;
        environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = $"{function.MemoryMb}";
        environment["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand";
        environment["AWS_LAMBDA_LOG_FORMAT"] = "JSON";
        environment["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{function.Name}";
        environment["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream;
        environment["_HANDLER"] = "bootstrap";
        environment["LAMBDA_TASK_ROOT"] = Path.GetDirectoryName(Path.GetFullPath(function.Command[^1])) ?? "/";
        environment["TZ"] = ":UTC";
        foreach (var (name, value) in function.Environment)
        {
            environment[name] = value;
        }

        return environment;
    }
}
