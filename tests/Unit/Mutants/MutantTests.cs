using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Orders.Cli.Options;
using Orders.Operations.Programs;

namespace Orders.Tests.Unit.Mutants;

/// <summary>
/// The tests catch planted bugs: <c>./orders test mutants</c>. It takes minutes, so no other run has it; that the list fits the sources is
/// checked with the unit tests. The environment variable <c>ORDERS_MUTANTS</c> chooses mutants by the beginnings of their names.
/// </summary>
public sealed partial class MutantTests(ITestOutputHelper output)
{
    private const double MinCaught = 0.92;

    private static readonly IReadOnlyList<Mutant> All = MutantList.All;

    [Fact]
    public void Each_mutant_has_a_name_of_its_own_and_a_place_in_the_sources()
    {
        Assert.Equal(All.Count, All.DistinctBy(static mutant => mutant.Id).Count());
        // What has no semicolon is put into parentheses.
        Assert.Empty(All.Where(static mutant => !mutant.IsStatement && NoExpression().IsMatch(mutant.Original)).Select(static mutant => mutant.Id));
        Assert.Empty(All.SelectMany(static mutant => new[] { mutant.Original, mutant.Replacement }.Where(static text => text.AsSpan().Count('(') != text.AsSpan().Count(')')).Select(_ => mutant.Id)));
        Assert.All(
            All.GroupBy(static mutant => mutant.File),
            static file => MutatedSource.Of(File.ReadAllText(Path.Combine(Repository.Find().Root, file.Key)), file));
    }

    [Fact(Explicit = true)]
    public async Task A_test_fails_of_each_mutant()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var names = Environment.GetEnvironmentVariable("ORDERS_MUTANTS")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [""];
        var chosen = All.Where(mutant => names.Any(name => mutant.Id.StartsWith(name, StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(chosen);
        using var folder = new TemporaryFolder("mutants", Path.GetTempPath());
        var copy = new MutatedCopy(Path.Combine(folder.Path, "copy"));
        await copy.CreateAsync(Repository.Find().Root, All, cancellationToken);
        Assert.Null(await copy.FirstFailureAsync(mutant: null, chosen.SelectMany(static mutant => mutant.Concerns).Distinct(), cancellationToken));

        var survivors = new List<Mutant>();
        foreach (var mutant in chosen)
        {
            var begin = Stopwatch.GetTimestamp();
            var failure = await copy.FirstFailureAsync(mutant, mutant.Concerns, cancellationToken);
            if (failure is null)
            {
                survivors.Add(mutant);
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{mutant.Id}: {(failure is not null ? $"caught by {failure}" : mutant.SurvivesBecause is { } reason ? $"survived, as known: {reason}" : $"SURVIVED: {mutant.Promise}")} ({Stopwatch.GetElapsedTime(begin).TotalSeconds:0} s)"));
        }

        var caught = (double)(chosen.Count - survivors.Count) / chosen.Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chosen.Count - survivors.Count} caught, {survivors.Count} survived ({Math.Floor(caught * 100):0} %)"));
        Assert.Empty(survivors.Where(static mutant => mutant.SurvivesBecause is null).Select(static mutant => mutant.Id));
        if (chosen.Count == All.Count)
        {
            Assert.InRange(caught, MinCaught, 1);
        }
    }

    [GeneratedRegex(@"^(\.|\|\||&&|if\b|\w+:\s|\w+ = )", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoExpression();
}
