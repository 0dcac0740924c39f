using System.Text.RegularExpressions;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract;

/// <summary>The workflows run what is known: actions and the container by hash, one SDK, and scripts that run elsewhere, too.</summary>
public sealed partial class WorkflowTests
{
    const string Release = "release.yml";

    public static TheoryData<string> Workflows =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github", "workflows")).Select(static file => Path.GetFileName(file))];

    static IEnumerable<string> All => Workflows.Select(static row => Read(row.Data));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_by_commit_and_says_its_version(string workflow)
    {
        var uses = Read(workflow).Split('\n').Where(static line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, static line => Assert.Matches(Pinned(), line));
    }

    [Fact]
    public void Every_container_is_the_same_and_pinned_by_digest()
    {
        var containers = All.SelectMany(static text => Container().Matches(text)).Select(static match => match.Value).ToList();

        Assert.Equal(2, containers.Count);
        Assert.Matches(Digest(), Assert.Single(containers.Distinct()));
    }

    [Fact]
    public void The_lock_files_are_those_of_the_one_SDK_that_the_workflows_install()
    {
        var versions = All.SelectMany(static text => Sdk().Matches(text)).Select(static match => match.Groups["version"].Value).Distinct().ToList();

        Assert.Matches(@"^10\.0\.\d{3}$", Assert.Single(versions));
        Assert.All(All, static text => Assert.DoesNotContain("global-json-file", text, StringComparison.Ordinal));
        Assert.Contains(versions[0], File.ReadAllText(Path.Combine(Repository.Root, "CONTRIBUTING.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_package_of_Python_has_one_version() => Assert.All(
        File.ReadLines(Path.Combine(Repository.Root, ".ci", "python.txt")).Where(static line => !line.StartsWith('#')), static line => Assert.Matches(@"^[\w.\[\]-]+==[\w.]+$", line));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_may_only_read_unless_a_job_says_what_more_it_needs(string workflow)
    {
        Assert.Contains("\npermissions:\n  contents: read\n\n", Read(workflow), StringComparison.Ordinal);
        Assert.Equal(workflow == Release ? ["contents", "id-token", "attestations"] : [], Write().Matches(Read(workflow)).Select(static match => match.Groups["what"].Value));
    }

    [Fact]
    public void The_token_is_given_to_one_step_only() => Assert.Single(All.SelectMany(static text => Token().Matches(text)));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_job_ends_after_a_time(string workflow) => Assert.Equal(Runner().Count(Read(workflow)), Limit().Count(Read(workflow)));

    [Fact]
    public void Each_script_is_there_and_called()
    {
        var scripts = Directory.EnumerateFiles(Path.Combine(Repository.Root, ".ci")).Where(static file => !Path.HasExtension(file)).Select(static file => $".ci/{Path.GetFileName(file)}").Order();

        Assert.Equal(scripts, All.SelectMany(static text => Script().Matches(text)).Select(static match => match.Groups["script"].Value).Distinct().Order());
        Assert.All(scripts, static script => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(Repository.Root, script)).HasFlag(UnixFileMode.UserExecute)));
    }

    [Fact]
    public void A_release_is_scanned_then_built_then_attested_then_published()
    {
        int[] steps = [.. new[] { ".ci/scan --strict", ".ci/release out", "attest-build-provenance@", ".ci/publish out" }.Select(static step => Read(Release).IndexOf(step, StringComparison.Ordinal))];

        Assert.All(steps, static at => Assert.True(at > 0));
        Assert.Equal(steps.Order(), steps);
    }

    static string Read(string workflow) => File.ReadAllText(Path.Combine(Repository.Root, ".github", "workflows", workflow));

    [GeneratedRegex("uses: [\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned();

    [GeneratedRegex("^    container: .*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Container();

    [GeneratedRegex("^    container: [\\w-]+:[\\w.-]+@sha256:[0-9a-f]{64}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digest();

    [GeneratedRegex("dotnet-version: \"(?<version>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sdk();

    [GeneratedRegex("^ +(?<what>[\\w-]+): write\\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Write();

    [GeneratedRegex("github\\.token|secrets\\.", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex("^    runs-on: ", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Runner();

    [GeneratedRegex("^    timeout-minutes: \\d+$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Limit();

    [GeneratedRegex("- run: (?<script>\\.ci/[\\w-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Script();
}
