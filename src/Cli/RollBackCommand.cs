using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.Audit;
using Orders.Operations.Failures;
using Orders.Operations.Releases;
using Orders.Operations.Settings;
using Orders.Operations.Terminal;

namespace Orders.Cli;

/// <summary><c>orders rollback</c>: invoke an earlier release of the functions, and change nothing else.</summary>
internal static class RollBackCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var audits = new AuditOptions(aws);
        var functions = new Argument<string[]>("function") { Description = "The functions. Default: all.", Arity = ArgumentArity.ZeroOrMore };
        functions.AcceptOnly([.. RollBack.Roles]);
        var to = new Option<string?>("--to") { Description = "The release. Default: the one before the live one.", HelpName = "release" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be done, and change nothing." };
        var yes = new Option<bool>("--yes") { Description = "Roll back without asking. Without --yes and without a terminal, nothing is changed." };
        var command = new Command("rollback", "Invoke an earlier release of the functions. Nothing else changes: no queue, no setting, no row.") { functions, to, dryRun, yes };
        audits.AddTo(command);
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            using var lambda = aws.Connection(result).NewLambdaClient();
            var rollBack = new RollBack(new FunctionAliases(lambda), aws.Settings(result).WithPrefix(aws.Prefix(result)), TimeProvider.System);
            var report = await Progress.RunAsync("Looking", _ => rollBack.PlanAsync(result.GetValue(functions) ?? [], result.GetValue(to), cancellationToken));
            AuditLog? log = null;
            if (report.Moves.Count > 0 && !result.GetValue(dryRun)
                && (result.GetValue(yes) || (Confirmation.IsPossible && await Confirmation.AskAsync(report.Question, cancellationToken))))
            {
                log = await audits.OpenAsync(result, report.Place, cancellationToken);
                report = await Progress.RunAsync("Rolling back", _ => rollBack.RunAsync(report, log, audits.By(result), cancellationToken));
            }

            Console.WriteLine(aws.IsJson(result) ? report.ToJson() : report.ToText());
            cancellationToken.ThrowIfCancellationRequested();
            log?.ThrowIfIncomplete();
            return report.IsRun && !report.IsDone ? ExitCodes.Failed : ExitCodes.Success;
        });
        return command;
    }
}
