using Mono.Cecil;

namespace Orders.Tests.Unit.Architecture;

/// <summary>Which parts of the source may know which.</summary>
public sealed class ArchitectureTests
{
    // The three functions are built alike.
    private static readonly string[] OfEachFunction = ["Composition", "EntryPoint", "Function", "Log", "Program"];

    public static TheoryData<SourceProject> Projects() => [.. SourceProject.All];

    [Fact]
    public void The_operators_command_reaches_neither_the_local_pipeline_nor_what_developers_do() =>
        Assert.Equal(["Core", "Operations"], SourceProject.All.Single(static project => project.Name == "Cli").Reached().Order());

    [Fact]
    public void The_functions_reach_Core_and_the_seam_only() =>
        Assert.All(["Ingest", "Processor", "Notifier"], static function =>
            Assert.Subset(new HashSet<string> { "AmazonLambda", "Core" }, SourceProject.All.Single(project => project.Name == function).Reached().ToHashSet()));

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folders_of_a_project_use_each_other(SourceProject project)
    {
        using var module = project.Read();

        AssertNone(FolderGraph.Of(module).Cycles());
    }

    [Fact]
    public void No_two_types_share_a_name()
    {
        var modules = SourceProject.All.Select(static project => project.Read()).ToList();
        var names = modules.SelectMany(static module => module.Types.Where(static type => type.Namespace.StartsWith("Orders", StringComparison.Ordinal)))
            .Where(static type => !OfEachFunction.Contains(type.Name, StringComparer.Ordinal))
            .GroupBy(static type => type.Name, StringComparer.Ordinal)
            .Where(static types => types.Count() > 1)
            .Select(static types => string.Join(", ", types.Select(static type => type.FullName)));

        AssertNone(names);
        modules.ForEach(static module => module.Dispose());
    }

    private static void AssertNone(IEnumerable<string> faults)
    {
        var all = string.Join('\n', faults);
        Assert.True(all.Length == 0, all);
    }
}
