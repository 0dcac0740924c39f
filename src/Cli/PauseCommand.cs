using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.Audit;
using Orders.Operations.Failures;
using Orders.Operations.Pausing;
using Orders.Operations.Settings;
using Orders.Operations.Terminal;

namespace Orders.Cli;

/// <summary><c>orders pause</c> and <c>orders resume</c>: stop and start the Processor or the Notifier without losing a receive or a retry.</summary>
internal static class PauseCommand
{
    private const string Processor = "processor";
    private const string Notifier = "notifier";

    private static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(2);

    public static Command CreatePause(Repository repository) =>
        Create(repository, "pause", "Pause the Processor or the Notifier: Lambda stops polling for it, and what arrives waits.", isPause: true);

    public static Command CreateResume(Repository repository) => Create(repository, "resume", "Resume the paused Processor or Notifier.", isPause: false);

    private static Command Create(Repository repository, string name, string description, bool isPause)
    {
        var aws = new AwsOptions(repository);
        var audits = new AuditOptions(aws);
        var function = new Argument<string>("function") { Description = "The function." };
        function.AcceptOnly(Processor, Notifier);
        var yes = new Option<bool>("--yes") { Description = $"{(isPause ? "Pause" : "Resume")} without asking. Without --yes and without a terminal, nothing is changed." };
        var limit = AgeOption.Create("--wait-limit", "How long to wait for Lambda, at most. Default: 2m.");
        var command = new Command(name, description) { function, yes, limit };
        audits.AddTo(command);
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var settings = aws.Settings(result).WithPrefix(aws.Prefix(result));
            using var lambda = aws.Connection(result).NewLambdaClient();
            var target = result.GetRequiredValue(function) == Notifier ? settings.Notifier.Name : settings.Processor.Name;
            var pause = new Pause(new FunctionMappings(lambda), target, isPause, TimeProvider.System);
            var report = await Progress.RunAsync("Reading the event source mappings", _ => pause.PlanAsync(settings, cancellationToken));
            AuditLog? log = null;
            if (report.ToChange.Any()
                && (result.GetValue(yes) || (Confirmation.IsPossible && await Confirmation.AskAsync(report.Question, cancellationToken))))
            {
                log = await audits.OpenAsync(result, report.Place, cancellationToken);
                report = await Progress.RunAsync(
                    "Waiting for Lambda", _ => pause.RunAsync(report, log, audits.By(result), result.GetValue(limit) ?? DefaultWait, cancellationToken));
            }

            Console.WriteLine(aws.IsJson(result) ? report.ToJson() : report.ToText());
            cancellationToken.ThrowIfCancellationRequested();
            log?.ThrowIfIncomplete();
            return report.IsChanged && !report.IsDone ? ExitCodes.Failed : ExitCodes.Success;
        });
        return command;
    }
}
