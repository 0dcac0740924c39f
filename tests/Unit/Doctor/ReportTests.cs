using Orders.Operations.Doctor;
using Orders.Operations.Doctor.Checks;

namespace Orders.Tests.Unit.Doctor;

public sealed class ReportTests
{
    [Fact]
    public void The_report_for_a_program_has_rule_and_fix_of_what_is_broken_only()
    {
        var report = new Report(
        [
            Finding.Judge(holds: true, "orders", "30 s", "must be 30 s", "set it") with { Check = "queues" },
            Finding.Judge(holds: false, "orders-dlq", "1 day", "must be 14 days", "set it") with { Check = "queues" },
            Finding.NotChecked("Orders", "AccessDenied") with { Check = "table" },
        ]);

        Assert.Equal(
            """
            {"sound":false,"findings":[
            {"check":"queues","subject":"orders","verdict":"sound","found":"30 s"},
            {"check":"queues","subject":"orders-dlq","verdict":"broken","found":"1 day","rule":"must be 14 days","fix":"set it"},
            {"check":"table","subject":"Orders","verdict":"not_checked","found":"AccessDenied"}]}
            """.ReplaceLineEndings(""),
            report.ToJson());
    }
}
