using Orders.Tests.Aot.Support;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot;

/// <summary>Every source of credentials works in the operators' binary, or says in one sentence what to do.</summary>
public sealed class CredentialTests(NativeCommand command) : IDisposable
{
    const string Role = "role_arn = arn:aws:iam::123456789012:role/Operator";

    readonly IdentityServices _services = new();
    readonly string _home = Directory.CreateTempSubdirectory("orders-home-").FullName;

    [Fact]
    public async Task A_session_of_SSO_gives_credentials()
    {
        Profile("[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Operator\n[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-central-1");
        Session(IdentityServices.SsoToken, DateTimeOffset.UtcNow.AddHours(1));

        await ReachesSqsAsync("KEYOFSSO", "--profile", "sso");
    }

    [Fact]
    public async Task The_default_profile_may_be_one_of_SSO()
    {
        Profile("[default]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Operator\n[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-central-1");
        Session(IdentityServices.SsoToken, DateTimeOffset.UtcNow.AddHours(1));

        await ReachesSqsAsync("KEYOFSSO");
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("another-token", 1)]
    [InlineData(IdentityServices.SsoToken, -1)]
    public async Task Without_a_session_of_SSO_it_says_how_to_sign_in(string? token, int hours)
    {
        Profile("[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Operator\n[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-central-1");
        if (token is not null)
        {
            Session(token, DateTimeOffset.UtcNow.AddHours(hours));
        }

        await SaysAsync(": sign in by aws sso login --profile sso.", "--profile", "sso");
    }

    [Fact]
    public async Task A_role_is_assumed_in_the_profiles_region()
    {
        Profile($"[profile base]\naws_access_key_id = KEYOFBASE\naws_secret_access_key = s\n[profile role]\n{Role}\nsource_profile = base\nregion = cn-north-1");

        await ReachesSqsAsync("KEYOFROLE", "--profile", "role");
        Assert.Equal("cn-north-1", _services.StsRegion);
    }

    [Fact]
    public async Task A_role_that_is_refused_is_named()
    {
        Profile($"[profile base]\naws_access_key_id = SOMEBODY\naws_secret_access_key = s\n[profile role]\n{Role}\nsource_profile = base");

        await SaysAsync("STS did not let the profile role assume its role (AccessDenied)", "--profile", "role");
    }

    [Fact]
    public async Task A_web_identity_gives_credentials_by_profile_and_by_environment()
    {
        var file = Path.Combine(_home, "token");
        await File.WriteAllTextAsync(file, "a-valid-token", TestContext.Current.CancellationToken);
        Profile($"[profile web]\n{Role}\nweb_identity_token_file = {file}");

        await ReachesSqsAsync("KEYOFWEB", "--profile", "web");
        _environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = file;
        _environment["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/Operator";
        await ReachesSqsAsync("KEYOFWEB");
        await File.WriteAllTextAsync(file, "an-old-token", TestContext.Current.CancellationToken);
        await SaysAsync("STS did not accept the web identity of the profile web (InvalidIdentityToken)", "--profile", "web");
    }

    [Fact]
    public async Task Where_the_code_of_an_MFA_device_is_needed_it_is_asked_for_once_at_the_terminal()
    {
        Profile($"[profile base]\naws_access_key_id = KEYOFBASE\naws_secret_access_key = s\n[profile mfa]\n{Role}\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/ada");

        await SaysAsync("The profile mfa needs the code of its MFA device: run the command at a terminal", "--profile", "mfa");
        var (status, output) = await command.RunAtTerminalAsync(Environment, IdentityServices.MfaCode + "\n", "order", "list", "--status", "PENDING", "--profile", "mfa");

        Assert.True(status == 0, output);
        Assert.Equal(2, output.Split("Code of the MFA device arn:aws:iam::123456789012:mfa/ada:").Length);
        Assert.Equal("KEYOFMFA", _services.Caller);

        (status, output) = await command.RunAtTerminalAsync(Environment, "12345x\n", "order", "list", "--status", "PENDING", "--profile", "mfa");
        Assert.Equal(70, status);
        Assert.Contains("The code of an MFA device must be six digits", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_has_the_callers_ARN_and_another_account_is_refused()
    {
        Profile($"[profile base]\naws_access_key_id = KEYOFBASE\naws_secret_access_key = s\n[profile role]\n{Role}\nsource_profile = base");
        var audit = Path.Combine(_home, "audit.ndjson");

        var refused = await command.RunAsync(Environment, "pause", "processor", "--yes", "--profile", "role", "--audit", audit, "--expect-account", "999999999999");
        Assert.Equal(64, refused.Status);
        Assert.Contains("--expect-account must be the account of orders, which is 123456789012: nothing was done.", refused.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(audit));

        var paused = await command.RunAsync(Environment, "pause", "processor", "--yes", "--profile", "role", "--audit", audit, "--expect-account", IdentityServices.Account);
        Assert.True(paused.Status == 0, paused.Errors);
        Assert.Contains("orders-processor in account 123456789012, eu-central-1 is paused.", paused.Output, StringComparison.Ordinal);
        Assert.All(
            await File.ReadAllLinesAsync(audit, TestContext.Current.CancellationToken),
            static line => Assert.Contains("\"caller\":\"arn:aws:sts::123456789012:assumed-role/KEYOFROLE/ada\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_audit_log_may_be_a_bucket_that_a_team_shares()
    {
        Profile("[default]\naws_access_key_id = KEYOFBASE\naws_secret_access_key = s");
        _environment["ORDERS_AUDIT"] = $"s3://{IdentityServices.Bucket}/orders";

        foreach (var (verb, by) in ((string, string)[])[("pause", "ann"), ("resume", "bob")])
        {
            var run = await command.RunAsync(Environment, verb, "processor", "--yes", "--by", by);
            Assert.True(run.Status == 0, run.Errors);
        }

        var report = await command.RunAsync(Environment, "dlq", "report", "--json");
        Assert.True(report.Status == 0, report.Errors);
        var runs = System.Text.Json.JsonDocument.Parse(report.Output).RootElement.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(
            ["ann pause arn:aws:sts::123456789012:assumed-role/KEYOFBASE/ada", "bob resume arn:aws:sts::123456789012:assumed-role/KEYOFBASE/ada"],
            runs.Select(static run => $"{run.GetProperty("by").GetString()} {run.GetProperty("action").GetString()} {run.GetProperty("caller").GetString()}"));
    }

    [Fact]
    public async Task A_program_that_gives_no_credentials_is_named_without_its_output()
    {
        Profile("[profile process]\ncredential_process = echo AKIASECRET");

        await SaysAsync("The credential_process of the profile process failed", "--profile", "process");
    }

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    readonly Dictionary<string, string> _environment = [];

    Dictionary<string, string> Environment => new(_environment)
    {
        ["HOME"] = _home,
        ["ORDERS_SETTINGS"] = Repository.Settings,
        ["AWS_REGION"] = "eu-central-1",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_ENDPOINT_URL"] = _services.Url,
    };

    async Task ReachesSqsAsync(string key, params string[] options)
    {
        var run = await command.RunAsync(Environment, ["dlq", "list", .. options]);

        Assert.True(run.Status == 0, run.Errors);
        Assert.Equal(key, _services.Caller);
    }

    async Task SaysAsync(string text, params string[] options)
    {
        var run = await command.RunAsync(Environment, ["dlq", "list", .. options]);

        Assert.Equal(70, run.Status);
        Assert.Contains(text, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("AKIASECRET", run.Errors, StringComparison.Ordinal);
        Assert.StartsWith("orders: ", run.Errors.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    void Profile(string text)
    {
        Directory.CreateDirectory(Path.Combine(_home, ".aws"));
        File.WriteAllText(Path.Combine(_home, ".aws", "config"), text + "\n");
    }

    // As `aws sso login` leaves it: the file's name is the SHA-1 of the session's.
    void Session(string token, DateTimeOffset until)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home, ".aws", "sso", "cache")).FullName;
        File.WriteAllText(
            Path.Combine(folder, "ee0bfd2552fbd840c02cc48b6e823320543c450f.json"),
            $$"""{"startUrl":"https://corp.example/start","region":"eu-central-1","accessToken":"{{token}}","expiresAt":"{{until:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""");
    }
}
