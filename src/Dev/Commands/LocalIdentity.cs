using Orders.Local;
using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Dev.Commands;

/// <summary>
/// Chooses the region and the credentials with which the local pipeline calls SQS and DynamoDB. Servers on this machine get placeholders,
/// which ElasticMQ, DynamoDB Local, LocalStack and moto accept. A server elsewhere may check them, so it gets the caller's own.
/// </summary>
internal static class LocalIdentity
{
    private const int ShownCharacters = 4;

    /// <summary>Returns the options with region and credentials.</summary>
    /// <param name="options">The options with the endpoints; without endpoints the emulators run, and nothing of the caller's is used.</param>
    /// <param name="environment">Returns a variable's value; null or empty if it is not set.</param>
    /// <exception cref="CommandException">A region's code is invalid.</exception>
    public static LocalPipelineOptions Apply(LocalPipelineOptions options, Func<string, string?> environment)
    {
        Uri?[] given = [options.SqsEndpoint, options.DynamoDbEndpoint];
        if (given.All(static endpoint => endpoint is null))
        {
            return options;
        }

        options = options with { Region = Region(environment) ?? options.Region };
        var (accessKey, secretKey) = (environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY"));
        return given.All(static endpoint => endpoint is null or { IsLoopback: true }) || string.IsNullOrEmpty(accessKey) || string.IsNullOrEmpty(secretKey)
            ? options
            : options with
            {
                HasCallersCredentials = true,
                AccessKey = accessKey,
                SecretKey = secretKey,
                SessionToken = environment("AWS_SESSION_TOKEN") is { Length: > 0 } token ? token : null,
            };
    }

    /// <summary>Describes which credentials are used, without a secret.</summary>
    public static string Describe(LocalPipelineOptions options) => options.HasCallersCredentials
        ? $"your environment's AWS_ACCESS_KEY_ID (…{options.AccessKey[^Math.Min(ShownCharacters, options.AccessKey.Length)..]}), because a server is not on this machine"
        : $"placeholders (access key {options.AccessKey}); your own are not used";

    private static string? Region(Func<string, string?> environment)
    {
        foreach (var variable in (string[])["AWS_REGION", "AWS_DEFAULT_REGION"])
        {
            if (environment(variable) is { Length: > 0 } region)
            {
                return RegionCode.Is(region)
                    ? region
                    : throw new CommandException($"{variable} must be a region's code such as eu-central-1.") { ExitCode = ExitCodes.Usage };
            }
        }

        return null;
    }
}
