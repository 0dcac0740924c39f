using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Tests.Unit.Cli;

/// <summary>Profiles of AWS's shared files: a bad member is refused with its name, its profile and its rule, and nothing secret is repeated.</summary>
public sealed class ProfileCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-profiles-").FullName;

    private string Credentials => Path.Combine(_folder, "credentials");

    private string Config => Path.Combine(_folder, "config");

    [Theory]
    [InlineData("region = Frank furt", "region of the profile p must be a region's code such as eu-central-1.")]
    [InlineData("endpoint_url = secret", "endpoint_url of the profile p must be an absolute http or https URL without user name and password.")]
    [InlineData("endpoint_url = http://u:secret@127.0.0.1", "endpoint_url of the profile p must be an absolute http or https URL without user name and password.")]
    [InlineData("retry_mode = secret", "retry_mode of the profile p must be one of legacy, standard, adaptive.")]
    [InlineData("aws_secret_access_key = sécret", "aws_secret_access_key of the profile p must be printable ASCII characters without blanks.")]
    [InlineData("max_attempts = 0", "max_attempts of the profile p must be a whole number from 1 to 2,147,483,647.")]
    [InlineData("defaults_mode = secret", "defaults_mode of the profile p must be one of Standard, InRegion, CrossRegion, Mobile, Auto.")]
    [InlineData("use_fips_endpoint = yes", "use_fips_endpoint of the profile p must be true or false.")]
    [InlineData("ignore_configured_endpoint_urls = yes", "ignore_configured_endpoint_urls of the profile p must be true or false.")]
    [InlineData("endpoint_discovery_enabled = yes", "endpoint_discovery_enabled of the profile p must be true or false.")]
    [InlineData("s3_use_arn_region = yes", "s3_use_arn_region of the profile p must be true or false.")]
    [InlineData("ec2_metadata_service_endpoint = secret", "ec2_metadata_service_endpoint of the profile p must be an absolute http or https URL without user name and password.")]
    [InlineData("services = s\n[services s]\nsqs =\n  endpoint_url = secret", "endpoint_url of sqs of the section s must be an absolute http or https URL without user name and password.")]
    [InlineData("services = other", "services of the profile p must name a section of the config file.")]
    [InlineData("sso_session = other\nsso_account_id = 123456789012\nsso_role_name = r", "sso_session of the profile p must name a section of the config file.")]
    [InlineData("role_arn = arn:aws:iam::1:role/r\nsource_profile = other", "source_profile of the profile p must name an existing profile.")]
    [InlineData("source_profile = p", "source_profile of the profile p must not lead back to itself.")]
    [InlineData("source_profile = a\n[profile a]\nsource_profile = b\n[profile b]\nsource_profile = a", "source_profile of the profile b must not lead back to the profile a.")]
    [InlineData("source_profile = a\n[profile a]\nregion = Frank furt", "region of the profile a must be a region's code such as eu-central-1.")]
    [InlineData("aws_access_key_id =\naws_secret_access_key = s", "aws_access_key_id of the profile p must be printable ASCII characters without blanks.")]
    [InlineData("credential_process = ", "credential_process of the profile p must be a command.")]
    [InlineData("credential_source = Nonsense", "credential_source of the profile p must be one of Environment, Ec2InstanceMetadata, EcsContainer.")]
    [InlineData("sso_start_url = https://corp.example/start\nsso_region = eu-west-1", "The profile p must have sso_account_id and sso_role_name for its SSO session.")]
    [InlineData("sso_session = s\nsso_account_id = 123456789012\n[sso-session s]\nsso_region = eu-west-1", "The profile p must have sso_account_id and sso_role_name for its SSO session.")]
    [InlineData("aws_access_key_id = AKIA", "The profile p must have both aws_access_key_id and aws_secret_access_key, or neither.")]
    [InlineData("aws_secret_access_key = secret", "The profile p must have both aws_access_key_id and aws_secret_access_key, or neither.")]
    public void A_member_that_breaks_its_rule_is_named(string member, string message)
    {
        File.WriteAllText(Config, $"[profile p]\n{member}\n");

        Assert.Equal((ExitCodes.Usage, message), Refusal("p"));
    }

    [Fact]
    public void The_default_profile_is_checked_in_both_files()
    {
        File.WriteAllText(Config, "[default]\nretry_mode = never\n");
        Assert.StartsWith("retry_mode of the profile default must be", Refusal(ProfileCheck.Default).Message, StringComparison.Ordinal);

        File.Delete(Config);
        File.WriteAllText(Credentials, "[default]\nregion = Frank furt\n");
        Assert.StartsWith("region of the profile default must be", Refusal(ProfileCheck.Default).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_an_end_is_refused()
    {
        File.CreateSymbolicLink(Config, "/dev/zero");

        Assert.Equal((ExitCodes.Usage, $"{Config} must have at most 1,048,576 bytes."), Refusal("p"));
    }

    [Fact]
    public void A_member_that_is_there_twice_is_refused()
    {
        File.WriteAllText(Credentials, "[p]\nregion = eu-central-1\nregion = eu-west-1\n");

        Assert.Equal((ExitCodes.Usage, $"The profile p in {Credentials} must have each member once."), Refusal("p"));
    }

    [Theory]
    [InlineData("[profile p]\nregion = eu-west-1\n[default]\n[profile p]\nregion = eu-central-1\n", "Lines 1 and 4", "[profile p]")]
    [InlineData("[profile a]\n[profile p]\n\n[ profile a ] ; twice\n", "Lines 1 and 4", "[profile a]")]
    [InlineData("[profile p]\nservices = s\n[services s]\n[services s]\n", "Lines 3 and 4", "[services s]")]
    public void A_section_that_is_there_twice_is_refused(string text, string lines, string section)
    {
        File.WriteAllText(Config, text);

        Assert.Equal((ExitCodes.Usage, $"{lines} of {Config} begin the same section, {section}: a section must be there once."), Refusal("p"));
    }

    [Theory]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE")]
    [InlineData("AWS_CONFIG_FILE")]
    public void A_variable_that_names_no_file_is_refused_with_that_file(string variable)
    {
        var error = Assert.Throws<CommandException>(() => ProfileCheck.OfEnvironment(name => name == variable ? "/nowhere/file" : null));

        Assert.Equal((ExitCodes.Usage, $"{variable} must name an existing file, which /nowhere/file is not."), (error.ExitCode, error.Message));
    }

    [Fact]
    public void The_config_file_is_beside_the_credentials_file_that_a_variable_names()
    {
        File.WriteAllText(Credentials, "[p]\n");
        File.WriteAllText(Config, "[profile p]\nregion = Frank furt\n");

        Assert.Throws<CommandException>(() => ProfileCheck.OfEnvironment(name => name == "AWS_SHARED_CREDENTIALS_FILE" ? Credentials : null).CheckNamed("AWS_PROFILE", "p", static _ => true));
    }

    [Fact]
    public void A_profile_that_is_not_there_is_refused_with_what_named_it() =>
        Assert.Equal((ExitCodes.Usage, $"AWS_PROFILE must name a profile of {Credentials} or {Config}."), Refusal("nobody"));

    [Fact]
    public void The_default_profile_need_not_be_there() => Check(ProfileCheck.Default);

    [Fact]
    public void A_damaged_line_is_named_and_not_repeated()
    {
        File.WriteAllText(Credentials, "[default]\naws_access_key_id AKIASECRET\naws_secret_access_key = secret\n");

        Assert.Equal((ExitCodes.Usage, $"Line 2 of {Credentials} must be a section, a member or a comment."), Refusal("p"));
    }

    [Fact]
    public void A_whole_profile_passes()
    {
        File.WriteAllText(Credentials, "[p]\naws_access_key_id = a\naws_secret_access_key = b\n");
        File.WriteAllText(Config, "[profile p]\nregion = eu-central-1\nservices = s\nsso_session = o\nsso_account_id = 123456789012\nsso_role_name = r\noutput = json\n[services s]\nsqs =\n  endpoint_url = http://127.0.0.1:1\n[sso-session o]\nsso_region = eu-central-1\n");

        Check("p");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Check(string profile) => new ProfileCheck(Credentials, Config).CheckNamed("AWS_PROFILE", profile, static _ => true);

    private (int ExitCode, string Message) Refusal(string profile)
    {
        var error = Assert.Throws<CommandException>(() => Check(profile));
        return (error.ExitCode, error.Message);
    }
}
