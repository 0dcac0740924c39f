using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.Doctor;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Progress = Orders.Operations.Terminal.Progress;

namespace Orders.Cli;

/// <summary><c>orders doctor</c>: checks whether a deployment, or a running pipeline, matches the settings.</summary>
internal static class DoctorCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var command = new Command("doctor", "Check a deployment against its settings, without changing it. Exits with 1 if a check fails.");
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var settings = aws.Settings(result).WithPrefix(aws.Prefix(result));
            var report = await Progress.RunAsync("Reading the deployment", _ => DoctorRun.RunAsync(aws.Connection(result), settings, cancellationToken));
            if (aws.IsJson(result))
            {
                Console.WriteLine(report.ToJson());
            }
            else
            {
                report.WriteTo(Console.Out);
            }

            return report.IsSound ? ExitCodes.Success : ExitCodes.Failed;
        });
        return command;
    }
}
