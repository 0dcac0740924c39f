using System.Text.Json;
using Orders.Cli.Options;
using Orders.Dev.Testing;

namespace Orders.Tests.Unit.Cli;

public sealed class TestSuiteTests
{
    [Fact]
    public void The_suite_that_plants_bugs_runs_only_if_it_is_named()
    {
        Assert.Equal(["unit", "contract", "faults", "integration", "browser", "aot", "terraform"], TestSuite.Named([]).Select(static suite => suite.Name));
        Assert.Equal(["unit", "mutants"], TestSuite.Named(["mutants", "unit"]).Select(static suite => suite.Name));
    }

    [Fact]
    public void The_tests_build_has_every_suite_and_nothing_else()
    {
        var tests = Path.Combine(Repository.Find().Root, "tests");
        using var filter = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(tests, "Orders.Tests.slnf")));
        var built = filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray().Select(static project => project.GetString()!).ToList();

        Assert.Equal(TestSuite.All.Select(static suite => $@"tests\{suite.Project}\Orders.Tests.{suite.Project}.csproj").Distinct().Order(), built.Order());
        Assert.Equal(Directory.GetFiles(tests, "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileName).Order(), built.Select(static project => project.Split('\\')[^1]).Order());
    }
}
