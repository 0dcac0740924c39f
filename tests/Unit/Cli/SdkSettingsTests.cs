using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Tests.Unit.Cli;

/// <summary>What the SDK reads from the environment: each bad value is refused with the variable's name and its rule, and is not repeated.</summary>
public sealed class SdkSettingsTests
{
    private const string Url = "must be an absolute http or https URL without user name and password.";
    private const string Printable = "must be printable ASCII characters without blanks.";
    private const string Flag = "must be true or false.";

    [Theory]
    [InlineData("AWS_REGION", "Frank furt", "must be a region's code such as eu-central-1.")]
    [InlineData("AWS_DEFAULT_REGION", "Frankfurt", "must be a region's code such as eu-central-1.")]
    [InlineData("AWS_ENDPOINT_URL", "secret", Url)]
    [InlineData("AWS_ENDPOINT_URL", "", "must not be empty: unset it, or set it to the URL.")]
    [InlineData("AWS_ENDPOINT_URL_SQS", "", "must not be empty: unset it, or set it to the URL.")]
    [InlineData("AWS_ACCESS_KEY_ID", "a\nb", Printable)]
    [InlineData("AWS_SECRET_ACCESS_KEY", "é", Printable)]
    [InlineData("AWS_SESSION_TOKEN", "x\r\nX: y", Printable)]
    [InlineData("AWS_ENDPOINT_URL_SQS", "ftp://secret", Url)]
    [InlineData("AWS_ENDPOINT_URL_SQS", "http://user:secret@127.0.0.1:1", Url)]
    [InlineData("AWS_ENDPOINT_URL_DYNAMODB", "secret", Url)]
    [InlineData("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "secret", Url)]
    [InlineData("AWS_ENDPOINT_URL_LAMBDA", "secret", Url)]
    [InlineData("AWS_ENDPOINT_URL_CLOUDWATCH", "secret", Url)]
    [InlineData("AWS_ENDPOINT_URL_STS", "secret", Url)]
    [InlineData("AWS_ENDPOINT_URL_SSO", "secret", Url)]
    [InlineData("AWS_ENDPOINT_URL_SSO_OIDC", "secret", Url)]
    [InlineData("AWS_ENDPOINT_URL_S3", "secret", Url)]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT", "secret", Url)]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv5", "must be one of IPv4, IPv6.")]
    [InlineData("AWS_DEFAULTS_MODE", "secret", "must be one of Standard, InRegion, CrossRegion, Mobile, Auto.")]
    [InlineData("AWS_RETRY_MODE", "secret", "must be one of legacy, standard, adaptive.")]
    [InlineData("AWS_ACCOUNT_ID_ENDPOINT_MODE", "secret", "must be one of PREFERRED, REQUIRED, DISABLED.")]
    [InlineData("AWS_REQUEST_CHECKSUM_CALCULATION", "secret", "must be one of WHEN_SUPPORTED, WHEN_REQUIRED.")]
    [InlineData("AWS_RESPONSE_CHECKSUM_VALIDATION", "secret", "must be one of WHEN_SUPPORTED, WHEN_REQUIRED.")]
    [InlineData("AWS_MAX_ATTEMPTS", "0", "must be a whole number from 1 to 2,147,483,647.")]
    [InlineData("AWS_MAX_ATTEMPTS", "99999999999", "must be a whole number from 1 to 2,147,483,647.")]
    [InlineData("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "-1", "must be a whole number from 0 to 10,485,760.")]
    [InlineData("AWS_USE_FIPS_ENDPOINT", "yes", Flag)]
    [InlineData("AWS_USE_DUALSTACK_ENDPOINT", "1", Flag)]
    [InlineData("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "yes", Flag)]
    [InlineData("AWS_ENABLE_ENDPOINT_DISCOVERY", "yes", Flag)]
    [InlineData("AWS_DISABLE_REQUEST_COMPRESSION", "yes", Flag)]
    [InlineData("AWS_EC2_METADATA_V1_DISABLED", "yes", Flag)]
    public void A_variable_that_breaks_its_rule_is_named(string variable, string value, string rule)
    {
        var error = Assert.Throws<CommandException>(() => SdkSettings.Check(name => name == variable ? value : null, static _ => true));

        Assert.Equal((ExitCodes.Usage, $"{variable} {rule}"), (error.ExitCode, error.Message));
    }

    [Theory]
    [InlineData("AWS_REGION", "eu-central-1")]
    [InlineData("AWS_REGION", "")]
    [InlineData("AWS_ENDPOINT_URL", "https://localhost:4566/path")]
    [InlineData("AWS_DEFAULTS_MODE", "standard")]
    [InlineData("AWS_RETRY_MODE", "adaptive")]
    [InlineData("AWS_RETRY_MODE", "legacy")]
    [InlineData("AWS_ACCOUNT_ID_ENDPOINT_MODE", "preferred")]
    [InlineData("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")]
    [InlineData("AWS_USE_FIPS_ENDPOINT", "True")]
    [InlineData("AWS_MAX_ATTEMPTS", "1")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6")]
    [InlineData("AWS_ENDPOINT_URL_EC2", "nowhere")]
    public void Other_values_pass(string variable, string value) => SdkSettings.Check(name => name == variable ? value : null, static _ => true);

    [Fact]
    public void What_an_option_replaces_is_not_checked()
    {
        var environment = new Dictionary<string, string?> { ["AWS_REGION"] = "Frank furt", ["AWS_ENDPOINT_URL_SQS"] = "nowhere" };
        var endpoint = new Uri("http://127.0.0.1:1");

        Assert.NotNull(new Connection { Region = "eu-central-1", Sqs = endpoint, Lambda = endpoint }.Checked(environment.GetValueOrDefault));
        Assert.Throws<CommandException>(() => new Connection { Region = "eu-central-1", Sqs = endpoint }.Checked(environment.GetValueOrDefault));
    }
}
