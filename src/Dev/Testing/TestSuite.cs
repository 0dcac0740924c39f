using Orders.Cli.Options;

namespace Orders.Dev.Testing;

/// <summary>A test suite: some tests of a project, and a program that runs them.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Project">As in <c>tests/</c>.</param>
/// <param name="RunsFunctions">Whether it runs the functions as they are deployed.</param>
internal sealed record TestSuite(string Name, string Project, bool RunsFunctions = false)
{
    /// <summary>All suites, the quick ones first.</summary>
    public static IReadOnlyList<TestSuite> All { get; } =
    [
        new("unit", "Unit"),
        new("contract", "Contract"),
        new("faults", "Faults") { Arguments = ["-showLiveOutput"] },
        new("integration", "Integration", RunsFunctions: true) { Arguments = ["-showLiveOutput"] },
        new("browser", "Browser") { RunsBesideOthers = true },
        new("aot", "Aot", RunsFunctions: true) { RunsBesideOthers = true },
        new("terraform", "Terraform") { RunsBesideOthers = true },
        new("mutants", "Unit") { Arguments = ["-class", "*.MutantTests", "-explicit", "only", "-showLiveOutput"], RunsOnlyIfNamed = true },
    ];

    /// <summary>What is run before each commit, within 90 seconds: unit and contract tests, and as many seeds of the simulation as the environment says.</summary>
    public static IReadOnlyList<TestSuite> Quick { get; } =
    [
        .. Named(["unit", "contract"]),
        .. Named(["faults"]).Select(static suite => suite with { Arguments = [.. suite.Arguments, "-class", "*.SimulationTests"] }),
    ];

    /// <summary>The suites of these names; without a name all but those that run only if they are named.</summary>
    public static IReadOnlyList<TestSuite> Named(IReadOnlyCollection<string> names) =>
        [.. All.Where(suite => names.Count == 0 ? !suite.RunsOnlyIfNamed : names.Contains(suite.Name))];

    /// <summary>What its program is always told: to print, as it runs, how many seeds it ran or how fast a backlog was drained.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// Whether it runs beside the others of its kind: it leaves much of two cores idle, while a browser, a linker or a provider is
    /// waited for, and nothing in it is measured.
    /// </summary>
    public bool RunsBesideOthers { get; init; }

    /// <summary>Whether it runs only if it is named: it takes many minutes.</summary>
    public bool RunsOnlyIfNamed { get; init; }

    /// <summary>The program, once it is built.</summary>
    public string Program(Repository repository) =>
        Path.Combine(repository.Artifacts, "bin", $"Orders.Tests.{Project}", "release", $"Orders.Tests.{Project}");
}

/// <summary>How many tests did what.</summary>
/// <param name="Passed">Passed.</param>
/// <param name="Failed">Failed.</param>
/// <param name="Skipped">Skipped, each with its reason in the output.</param>
internal readonly record struct TestCount(int Passed, int Failed, int Skipped)
{
    public static TestCount operator +(TestCount left, TestCount right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    /// <inheritdoc/>
    public override string ToString() => $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");
}
