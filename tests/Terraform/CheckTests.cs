using System.Text.RegularExpressions;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform;

public sealed partial class CheckTests(InitialisedTerraform terraform)
{
    [Fact]
    public async Task The_configuration_is_formatted()
    {
        var (status, output) = await (await terraform.WorkspaceAsync()).RunAsync("fmt", "-check", "-recursive", "-no-color");

        Assert.True(status == 0, $"`terraform fmt -recursive terraform` changes:\n{output}");
    }

    [Fact]
    public async Task The_configuration_is_valid_without_a_warning()
    {
        var (status, output) = await (await terraform.WorkspaceAsync()).RunAsync("validate", "-no-color");

        Assert.True(status == 0 && !output.Contains("Warning", StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task The_tests_in_Terraform_pass()
    {
        var report = await (await terraform.WorkspaceAsync()).TestAsync();

        Assert.True(report.Passed, report.Output);
    }

    [Theory]
    [InlineData("processor", "notifier")]
    [InlineData("ingest", "processor")]
    public async Task A_function_is_released_before_the_one_that_sends_to_it_changes(string sender, string receiver)
    {
        var (status, output) = await (await terraform.WorkspaceAsync()).RunAsync("graph");
        Assert.True(status == 0, output);
        var edges = Edge().Matches(output).ToLookup(static edge => edge.Groups["from"].Value, static edge => edge.Groups["to"].Value);
        var (seen, next) = (new HashSet<string>(), new Queue<string>([$"module.{sender}.aws_lambda_function.this"]));
        while (next.TryDequeue(out var resource))
        {
            foreach (var needed in edges[resource].Where(seen.Add))
            {
                next.Enqueue(needed);
            }
        }

        Assert.Contains($"module.{receiver}.aws_lambda_alias.live", seen);
        Assert.DoesNotContain($"module.{sender}.aws_lambda_alias.live", seen);
    }

    [GeneratedRegex("\"(?<from>[^\"]+)\" -> \"(?<to>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Edge();
}
