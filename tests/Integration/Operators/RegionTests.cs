using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary>A command calls the region that is named, and never another one.</summary>
public sealed class RegionTests(EmulatorFixture emulators) : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-region-").FullName;

    [Theory]
    [InlineData(new[] { "AWS_REGION=ap-south-1" }, new string[0])]
    [InlineData(new[] { "AWS_DEFAULT_REGION=ap-south-1" }, new string[0])]
    [InlineData(new[] { "AWS_REGION=", "AWS_DEFAULT_REGION=ap-south-1" }, new string[0])]
    [InlineData(new[] { "AWS_DEFAULT_REGION=eu-west-1", "AWS_REGION=ap-south-1" }, new string[0])]
    [InlineData(new[] { "AWS_REGION=eu-west-1" }, new[] { "--region", "ap-south-1" })]
    [InlineData(new[] { "AWS_REGION=eu-west-1" }, new[] { "--profile", "here" })]
    [InlineData(new[] { "AWS_PROFILE=here" }, new string[0])]
    public async Task It_is_found(string[] variables, string[] options)
    {
        var queue = $"t{Guid.NewGuid():N}"[..12] + "-";
        await emulators.Sqs.CreateQueueAsync($"{queue}orders-dlq", Given.Token);

        var run = await NewCli(variables).RunAsync(["dlq", "list", "--prefix", queue, .. options]);

        Assert.True(run.Status == 0, run.Text);
    }

    [Theory]
    [InlineData(new string[0], new[] { "--profile", "nowhere" })]
    [InlineData(new[] { "AWS_PROFILE=nowhere" }, new string[0])]
    public async Task That_of_the_default_profile_is_not_that_of_another_profile(string[] variables, string[] options)
    {
        var run = await NewCli(variables).RunAsync(["dlq", "list", .. options]);

        Assert.Equal(64, run.Status);
        Assert.Contains("The region must be given by --region, AWS_REGION, AWS_DEFAULT_REGION or the profile's member region.", run.Text, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    OrdersCli NewCli(IEnumerable<string> variables)
    {
        var config = Path.Combine(_data, "config");
        File.WriteAllText(config, """
            [default]
            region = eu-west-1
            [profile here]
            region = ap-south-1
            aws_access_key_id = test
            aws_secret_access_key = test
            [profile nowhere]
            aws_access_key_id = test
            aws_secret_access_key = test
            """);
        var environment = new Dictionary<string, string>
        {
            ["AWS_CONFIG_FILE"] = config,
            ["AWS_ENDPOINT_URL"] = emulators.Endpoints.Sqs.GetLeftPart(UriPartial.Authority),
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        };
        foreach (var variable in variables.Select(static text => text.Split('=', 2)))
        {
            environment[variable[0]] = variable[1];
        }

        return new OrdersCli(environment);
    }
}
