using System.Text;
using Orders.Dev.Testing;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Cli;

public sealed class SkippedTestTests
{
    [Fact]
    public void A_skip_for_a_tool_that_cannot_be_installed_is_a_skip_in_CI_too()
    {
        var report = Read(isStrict: true, Tools.Missing("Terraform"));

        Assert.Equal(new TestCount(Passed: 3, Failed: 1, Skipped: 1), report.Count);
        Assert.Equal(["skipped: Suite.Class.Method: Not on this machine: Terraform"], TestReport.Describe(report.Skips));
    }

    [Fact]
    public void Any_other_skip_is_a_failure_in_CI()
    {
        Assert.Equal(new TestCount(Passed: 3, Failed: 2, Skipped: 1), Read(isStrict: true, "It is Sunday.", Tools.Missing("Terraform")).Count);
        Assert.Equal(new TestCount(Passed: 3, Failed: 2, Skipped: 0), Read(isStrict: true, "").Count);
    }

    [Fact]
    public void Elsewhere_every_skip_is_a_skip_with_its_reason()
    {
        var report = Read(isStrict: false, "It is Sunday.", "It is Sunday.");

        Assert.Equal(new TestCount(Passed: 3, Failed: 1, Skipped: 2), report.Count);
        Assert.Equal(["skipped: Suite.Class.Method (2 cases): It is Sunday."], TestReport.Describe(report.Skips));
    }

    static TestReport Read(bool isStrict, params IReadOnlyList<string> reasons)
    {
        var skips = reasons.Select(static (reason, index) => $$"""{"name":"Suite.Class.Method(index: {{index}})","status":"skipped","message":"{{reason}}"}""");
        return TestReport.Read(
            Encoding.UTF8.GetBytes($$$"""
                {"results":{
                  "summary":{"passed":3,"failed":1,"skipped":{{{reasons.Count}}}},
                  "tests":[{"name":"Suite.Class.Other","status":"passed"},{{{string.Join(',', skips)}}}]
                }}
                """),
            isStrict);
    }
}
