using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.Audit;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Spectre.Console;

namespace Orders.Cli.DeadLetters;

/// <summary><c>orders dlq report</c>: reports what was done, from the audit log.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var file = AuditOptions.CreateFile();
        var since = AgeOption.Create("--since", "Only actions within this time: 30m, 2h, 3d.");
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("report", "Report from the audit log what was done with dead letters, by whom and with what result.") { file, since, json };
        command.SetAction(result =>
        {
            DateTimeOffset? from = result.GetValue(since) is { } age ? TimeProvider.System.GetUtcNow() - age : null;
            var report = AuditReport.Read(AuditLog.PathFor(result.GetValue(file)), from);
            if (result.GetValue(json))
            {
                JsonOutput.WriteLine(report.ToJson(), showPersonalData: true);
            }
            else
            {
                report.WriteTo(AnsiConsole.Console);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
