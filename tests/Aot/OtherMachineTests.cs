using Orders.Tests.Aot.Support;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot;

/// <summary>The operators' command on other machines than the developers': linux-arm64 as a binary, every other system as a .NET tool.</summary>
public sealed class OtherMachineTests(NativeCommand command) : IDisposable
{
    readonly IdentityServices _services = new();
    readonly string _home = Directory.CreateTempSubdirectory("orders-home-").FullName;

    [Fact]
    public async Task The_binary_for_arm64_works()
    {
        var program = await command.Arm64Async();

        await WorksAsync(program[0], program.Skip(1));
    }

    [Fact]
    public async Task The_tool_works_where_it_was_installed_from_a_folder() => await WorksAsync(await command.ToolAsync(), []);

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    async Task WorksAsync(string program, IEnumerable<string> before)
    {
        var environment = new Dictionary<string, string>
        {
            ["ORDERS_SETTINGS"] = Repository.Settings,
            ["AWS_REGION"] = "eu-central-1",
            ["AWS_ACCESS_KEY_ID"] = "KEYOFBASE",
            ["AWS_SECRET_ACCESS_KEY"] = "s",
            ["AWS_ENDPOINT_URL"] = _services.Url,
        };
        var paused = await CommandOutput.OfAsync(program, [.. before, "pause", "processor", "--yes", "--json"], environment, _home);
        Assert.True(paused.Status == 0, paused.Errors);
        Assert.StartsWith("{\"function\":\"orders-processor\",\"account\":\"123456789012\"", paused.Output, StringComparison.Ordinal);

        var listed = await CommandOutput.OfAsync(program, [.. before, "dlq", "list", "--where", "body.item == 'kettle'", "--json"], environment, _home);
        Assert.True(listed.Status == 0, listed.Errors);
        Assert.Equal("KEYOFBASE", _services.Caller);
    }
}
