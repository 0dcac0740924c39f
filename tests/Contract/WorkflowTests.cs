using System.Text.RegularExpressions;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract;

public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github", "workflows")).Select(static file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_by_commit_and_says_its_version(string workflow)
    {
        var uses = Read(workflow).Split('\n').Where(static line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, static line => Assert.Matches(Pinned(), line));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_may_only_read_unless_a_job_says_what_more_it_needs(string workflow) =>
        Assert.Contains("\npermissions:\n  contents: read\n\n", Read(workflow), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_job_ends_after_a_time(string workflow) => Assert.Equal(Runner().Count(Read(workflow)), Limit().Count(Read(workflow)));

    static string Read(string workflow) => File.ReadAllText(Path.Combine(Repository.Root, ".github", "workflows", workflow));

    [GeneratedRegex("uses: [\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned();

    [GeneratedRegex("^    runs-on: ", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Runner();

    [GeneratedRegex("^    timeout-minutes: \\d+$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Limit();
}
