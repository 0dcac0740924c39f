using Orders.Cli.Options;

namespace Orders.Dev.Testing;

/// <summary>A test suite: tests of one project, and the program that runs them.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Project">The project's name in <c>tests/</c>.</param>
/// <param name="RunsFunctions">Whether it runs the functions as deployed.</param>
internal sealed record TestSuite(string Name, string Project, bool RunsFunctions = false)
{
    /// <summary>All suites, the fast ones first.</summary>
    public static IReadOnlyList<TestSuite> All { get; } =
    [
        new("unit", "Unit") { Stage = 1 },
        new("contract", "Contract") { Stage = 2 },
        new("faults", "Faults") { Stage = 3, Arguments = ["-showLiveOutput"] },
        new("integration", "Integration", RunsFunctions: true) { Stage = 4, Arguments = ["-showLiveOutput"] },
        new("browser", "Browser") { Stage = 4 },
        new("aot", "Aot", RunsFunctions: true) { Stage = 5 },
        new("terraform", "Terraform") { Stage = 5 },
        new("mutants", "Unit") { Stage = 6, Arguments = ["-class", "*.MutantTests", "-explicit", "only", "-showLiveOutput"], RunsOnlyIfNamed = true },
    ];

    /// <summary>The suites for each commit, within 90 seconds: unit and contract tests, and the environment's number of simulation seeds.</summary>
    public static IReadOnlyList<TestSuite> Quick { get; } =
    [
        .. Named(["unit", "contract"]),
        .. Named(["faults"]).Select(static suite => suite with { Arguments = [.. suite.Arguments, "-class", "*.SimulationTests"] }),
    ];

    /// <summary>Returns the named suites; without names all except those that run only if named.</summary>
    public static IReadOnlyList<TestSuite> Named(IReadOnlyCollection<string> names) =>
        [.. All.Where(suite => names.Count == 0 ? !suite.RunsOnlyIfNamed : names.Contains(suite.Name))];

    /// <summary>The arguments that its program always gets, so that it prints the number of seeds or the speed of a drained backlog.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The suites of a stage run concurrently: they leave much of two cores idle while they wait for messages, a browser, a linker or a
    /// provider.</summary>
    public int Stage { get; init; }

    /// <summary>Whether it runs only if named, because it takes many minutes.</summary>
    public bool RunsOnlyIfNamed { get; init; }

    /// <summary>Returns the path of its built program.</summary>
    public string Program(Repository repository) =>
        Path.Combine(repository.Artifacts, "bin", $"Orders.Tests.{Project}", "release", $"Orders.Tests.{Project}");
}

/// <summary>The numbers of tests by result.</summary>
/// <param name="Passed">Passed tests.</param>
/// <param name="Failed">Failed tests.</param>
/// <param name="Skipped">Skipped tests, each with its reason in the output.</param>
internal readonly record struct TestCount(int Passed, int Failed, int Skipped)
{
    public static TestCount operator +(TestCount left, TestCount right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    /// <inheritdoc/>
    public override string ToString() => $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");
}
