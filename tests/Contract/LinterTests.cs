using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract;

/// <summary>The linters of the contracts' own formats find no error and no warning. They are npm packages, which the first test installs.</summary>
public sealed class LinterTests(Linters linters) : IClassFixture<Linters>
{
    static readonly string OpenApi = Path.Combine(Repository.Contracts, "openapi.yaml");
    static readonly string AsyncApi = Path.Combine(Repository.Contracts, "asyncapi.yaml");

    [Fact]
    public async Task Redocly_has_nothing_to_say_of_the_API()
    {
        var (status, output) = await linters.RunAsync("node_modules/@redocly/cli/bin/cli.js", "lint", "--config", "redocly.yaml", OpenApi);

        // Warnings do not change the status. Another line warns of the version of Node.js.
        Assert.True(status == 0 && output.Contains("is valid", StringComparison.Ordinal) && !output.Contains("You have", StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task Spectral_has_nothing_to_say_of_either_contract()
    {
        foreach (var contract in (string[])[OpenApi, AsyncApi])
        {
            var (status, output) = await linters.RunAsync("node_modules/@stoplight/spectral-cli/dist/index.js", "lint", "--ruleset", "spectral.yaml", "--fail-severity", "warn", contract);
            Assert.True(status == 0, output);
        }
    }

    [Fact]
    public async Task The_AsyncAPI_parser_reads_the_messages()
    {
        var (status, output) = await linters.RunAsync("asyncapi.mjs", AsyncApi);

        Assert.True(status == 0, output);
    }

    [Fact]
    public async Task A_broken_contract_is_found_by_each_of_them()
    {
        var broken = Path.Combine(Directory.CreateTempSubdirectory("orders-contracts-").FullName, "broken.yaml");
        try
        {
            await File.WriteAllTextAsync(broken, "openapi: 3.1.1\ninfo: { title: t }\npaths: {}\n", TestContext.Current.CancellationToken);
            Assert.NotEqual(0, (await linters.RunAsync("node_modules/@redocly/cli/bin/cli.js", "lint", "--config", "redocly.yaml", broken)).Status);
            Assert.NotEqual(0, (await linters.RunAsync("node_modules/@stoplight/spectral-cli/dist/index.js", "lint", "--ruleset", "spectral.yaml", "--fail-severity", "warn", broken)).Status);
            await File.WriteAllTextAsync(broken, "asyncapi: 3.1.0\ninfo: { title: t }\nchannels: {}\n", TestContext.Current.CancellationToken);
            Assert.NotEqual(0, (await linters.RunAsync("asyncapi.mjs", broken)).Status);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(broken)!, recursive: true);
        }
    }
}

/// <summary>The linters in <c>tests/Contract/Linters</c>.</summary>
public sealed class Linters
{
    readonly NodeFolder _folder = new(Path.Combine(Repository.Root, "tests", "Contract", "Linters"));

    /// <summary>Runs a script of a linter with Node.js.</summary>
    internal Task<(int Status, string Output)> RunAsync(params IReadOnlyList<string> arguments) => _folder.RunAsync(arguments);
}
