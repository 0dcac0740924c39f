using System.Text.RegularExpressions;
using Orders.Operations.Programs;

namespace Orders.Tests.Unit.Mutants;

/// <summary>A copy of the repository with all mutants in it, and its unit and contract tests.</summary>
internal sealed partial class MutatedCopy(string folder)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    // The copy is no repository.
    private static readonly string[] NeedsGit = ["-class-", "*.ReleaseScriptTests"];
    private static readonly string[] Suites = ["Unit", "Contract"];

    /// <summary>Copies and builds.</summary>
    public async Task CreateAsync(string root, IReadOnlyList<Mutant> mutants, CancellationToken cancellationToken)
    {
        Copy(new DirectoryInfo(root), folder);
        foreach (var file in mutants.GroupBy(static mutant => mutant.File))
        {
            var path = Path.Combine(folder, file.Key);
            await File.WriteAllTextAsync(path, MutatedSource.Of(await File.ReadAllTextAsync(path, cancellationToken), file), cancellationToken);
        }

        foreach (var suite in Suites)
        {
            var (status, output) = await ExternalProgram.RunAsync(
                "dotnet", ["build", Path.Combine("tests", suite), "-c", "Release", "-v:quiet", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false"], folder, cancellationToken);
            Assert.True(status == 0, output);
        }
    }

    /// <summary>Runs the tests up to the first that fails.</summary>
    /// <param name="mutant">The mutant; null for none.</param>
    /// <param name="concerns">The folders of <c>tests/Unit</c> whose tests run.</param>
    /// <param name="cancellationToken">Ends the tests.</param>
    /// <returns>What failed; null where nothing did.</returns>
    public async Task<string?> FirstFailureAsync(Mutant? mutant, IEnumerable<string> concerns, CancellationToken cancellationToken)
    {
        Environment.SetEnvironmentVariable(MutatedSource.Variable, mutant?.Id);
        foreach (var suite in Suites)
        {
            if (await FirstFailureAsync(suite, suite == "Unit" ? concerns : [], cancellationToken) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private async Task<string?> FirstFailureAsync(string suite, IEnumerable<string> concerns, CancellationToken cancellationToken)
    {
        var program = Path.Combine(folder, "artifacts", "bin", $"Orders.Tests.{suite}", "release", $"Orders.Tests.{suite}");
        string? failure = null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(TimeLimit);
        void Take(string line)
        {
            if (Failed().Match(line) is { Success: true } failed)
            {
                failure ??= failed.Groups["test"].Value;
                end.Cancel();
            }
        }

        try
        {
            var status = await ExternalProgram.RunAsync(
                program,
                ["-noLogo", "-noColor", .. NeedsGit, .. concerns.SelectMany(static concern => (string[])["-namespace", $"Orders.Tests.Unit.{concern}*"])],
                folder,
                Take,
                end.Token);
            return failure ?? (status == 0 ? null : $"exit status {status} of {suite}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return failure ?? $"the time limit of {suite}";
        }
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }

        foreach (var part in from.EnumerateDirectories().Where(static part => part.Name is not ("artifacts" or "node_modules" or ".git")))
        {
            Copy(part, Path.Combine(to, part.Name));
        }
    }

    [GeneratedRegex(@"^\s+(?<test>\S.*) \[FAIL\]", RegexOptions.None, 1000)]
    private static partial Regex Failed();
}
