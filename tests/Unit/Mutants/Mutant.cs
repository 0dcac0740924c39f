namespace Orders.Tests.Unit.Mutants;

/// <summary>A bug to plant in the sources. Some test of the suites unit or contract must fail of it.</summary>
/// <param name="Id">Names it in the output.</param>
/// <param name="File">The source file, from the repository's root.</param>
/// <param name="Original">An expression, or whole statements up to a semicolon or brace; occurs once in the file.</param>
/// <param name="Replacement">What takes its place; empty removes the statements.</param>
/// <param name="Promise">What the pipeline promises and the mutant breaks.</param>
internal sealed record Mutant(string Id, string File, string Original, string Replacement, string Promise)
{
    // The tests of Core and of the functions.
    private static readonly string[] OfPipeline =
        ["Events", "Ingest", "Model", "Notifier", "Observability", "Processor", "Queues", "Resilience", "Settings", "Storage", "Validation"];

    /// <summary>The tests that run: folders of <c>tests/Unit</c>. The contract tests run after them.</summary>
    public IReadOnlyList<string> Concerns { get; init; } = OfPipeline;

    /// <summary>Why no test can tell it from the original; null where one must.</summary>
    public string? SurvivesBecause { get; init; }

    /// <summary>Whether it replaces statements, not an expression.</summary>
    public bool IsStatement => Original.Contains(';', StringComparison.Ordinal);
}
