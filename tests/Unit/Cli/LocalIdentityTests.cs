using System.CommandLine;
using Orders.Cli.Options;
using Orders.Dev.Commands;
using Orders.Dev.Functions;
using Orders.Local;
using Orders.Local.Resources;
using Orders.Operations.Failures;

namespace Orders.Tests.Unit.Cli;

/// <summary>With which credentials the local pipeline calls the services, and that no secret of the caller's is shown.</summary>
public sealed class LocalIdentityTests
{
    private const string Elsewhere = "https://dynamodb.ap-south-1.example";
    private const string Here = "http://127.0.0.1:4566";
    private const string Secret = "caller/s+secret";
    private const string Token = "caller/s+token";

    private static readonly Dictionary<string, string?> Callers = new()
    {
        ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE",
        ["AWS_SECRET_ACCESS_KEY"] = Secret,
        ["AWS_SESSION_TOKEN"] = Token,
        ["AWS_REGION"] = "eu-west-1",
    };

    [Theory]
    [InlineData("")]
    [InlineData($"--endpoint {Here}")]
    [InlineData("--sqs-endpoint http://localhost:9324 --dynamodb-endpoint http://[::1]:8000")]
    public void Servers_on_this_machine_get_placeholders(string line)
    {
        var options = Options(line, Callers);

        Assert.Equal((false, "local", "local", null), (options.HasCallersCredentials, options.AccessKey, options.SecretKey, options.SessionToken));
        Assert.Equal("placeholders (access key local); your own are not used", LocalIdentity.Describe(options));
        Assert.Contains("export AWS_SECRET_ACCESS_KEY=local", Exports(options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"--endpoint {Elsewhere}")]
    [InlineData($"--sqs-endpoint {Here} --dynamodb-endpoint {Elsewhere}")]
    [InlineData($"--dynamodb-endpoint {Elsewhere}")]
    public void A_server_elsewhere_gets_the_callers_own_which_are_not_shown(string line)
    {
        var options = Options(line, Callers);

        Assert.Equal((true, "AKIAIOSFODNN7EXAMPLE", Secret, Token, "eu-west-1"), (options.HasCallersCredentials, options.AccessKey, options.SecretKey, options.SessionToken, options.Region));
        var shown = $"{LocalIdentity.Describe(options)}\n{Exports(options)}\n{options}\n{Endpoints(options)}";
        Assert.Contains("your environment's AWS_ACCESS_KEY_ID (…MPLE)", shown, StringComparison.Ordinal);
        Assert.Contains("export AWS_REGION=eu-west-1", shown, StringComparison.Ordinal);
        Assert.Contains("# Set your own AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN there, too.", shown, StringComparison.Ordinal);
        foreach (var secret in (string[])[Secret, Token, "AKIAIOSFODNN7EXAMPLE"])
        {
            Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Half_of_the_credentials_is_none() =>
        Assert.False(Options($"--endpoint {Elsewhere}", new() { ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE" }).HasCallersCredentials);

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_SQS", "127.0.0.1:4566", "AWS_ENDPOINT_URL_SQS must be an absolute http or https URL without user name and password.")]
    [InlineData("AWS_ENDPOINT_URL_SQS", "http://u:secret@127.0.0.1:4566", "AWS_ENDPOINT_URL_SQS must be an absolute http or https URL without user name and password.")]
    [InlineData("AWS_ENDPOINT_URL_DYNAMODB", "ftp://a", "AWS_ENDPOINT_URL_DYNAMODB must be an absolute http or https URL without user name and password.")]
    [InlineData("AWS_ENDPOINT_URL", "nowhere", "AWS_ENDPOINT_URL must be an absolute http or https URL without user name and password.")]
    [InlineData("AWS_REGION", "Mumbai\r\n", "AWS_REGION must be a region's code such as eu-central-1.")]
    public void A_variable_that_breaks_its_rule_is_named(string variable, string value, string message)
    {
        var environment = new Dictionary<string, string?> { ["AWS_ENDPOINT_URL"] = Here, [variable] = value };

        var error = Assert.Throws<CommandException>(() => Options("", environment));

        Assert.Equal((ExitCodes.Usage, message), (error.ExitCode, error.Message));
    }

    [Fact]
    public void A_command_that_empties_queues_takes_no_endpoints_from_the_environment()
    {
        var environment = new Dictionary<string, string?> { ["AWS_ENDPOINT_URL"] = Here, ["AWS_ENDPOINT_URL_SQS"] = Here };

        var options = Options("", environment, takesEndpoints: false);

        Assert.Equal((null, null), (options.SqsEndpoint, options.DynamoDbEndpoint));
        Assert.Equal(new Uri(Here), Options($"--endpoint {Here}", environment, takesEndpoints: false).SqsEndpoint);
    }

    private static LocalPipelineOptions Options(string line, Dictionary<string, string?> environment, bool takesEndpoints = true)
    {
        var (local, command) = (new LocalOptions(environment.GetValueOrDefault) { TakesEndpointsFromEnvironment = takesEndpoints }, new Command("up"));
        local.AddTo(command);
        return local.Pipeline(command.Parse(line), Repository.Find(), new FunctionCommands(["ingest"], ["processor"], ["notifier"]), "data");
    }

    private static string Exports(LocalPipelineOptions options) => UpGuide.Exports(options, Endpoints(options).ClientEnvironment());

    private static LocalEndpoints Endpoints(LocalPipelineOptions options) => new(
        options.SqsEndpoint ?? new Uri(Here), options.DynamoDbEndpoint ?? new Uri(Here), options.Region, options.AccessKey, options.SecretKey, options.SessionToken);
}
