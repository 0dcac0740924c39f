using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform;

public sealed class CheckTests(InitialisedTerraform terraform)
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
}
