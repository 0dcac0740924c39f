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
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var file = AuditOptions.CreateFile();
        var since = AgeOption.Create("--since", "Only actions within this time: 30m, 2h, 3d.");
        var command = new Command("report", "Report from the audit log what was done with dead letters, by whom and with what result.") { file, since };
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            DateTimeOffset? from = result.GetValue(since) is { } age ? TimeProvider.System.GetUtcNow() - age : null;
            var report = await AuditReport.ReadAsync(AuditLog.StoreFor(result.GetValue(file), aws.Connection(result)), from, cancellationToken);
            if (aws.IsJson(result))
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
