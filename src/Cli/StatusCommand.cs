using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Operations.Status;
using Orders.Operations.Terminal;
using Spectre.Console;
using Progress = Orders.Operations.Terminal.Progress;

namespace Orders.Cli;

/// <summary><c>orders status</c>: shows depths, ages and errors on one screen, and whether an alarm's condition holds.</summary>
internal static class StatusCommand
{
    private const int DefaultSeconds = 10;

    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var watch = NumberOption.CreateInteger(
            "--watch",
            $"Refresh every N seconds (default {DefaultSeconds}) until Ctrl-C. On AWS, a refresh costs about $0.0004: CloudWatch bills by the metric.",
            min: 1,
            max: 86_400);
        watch.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("status", "Show queues, functions, orders and alarms. Exits with 1 if an alarm's condition holds or something is missing.") { watch };
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            using var source = new StatusSource(aws.Connection(result), aws.Settings(result).WithPrefix(aws.Prefix(result)), TimeProvider.System);
            if (result.GetResult(watch) is null)
            {
                return Show(await source.Reader.ReadAsync(cancellationToken), aws.IsJson(result));
            }

            var pause = TimeSpan.FromSeconds((int)(result.GetValue(watch) ?? DefaultSeconds));
            return aws.IsJson(result) || Console.IsOutputRedirected
                ? await StatusWatch.RunAsync(source.Reader.ReadAsync, pause, status => Show(status, aws.IsJson(result)), Progress.Say, cancellationToken)
                : await AnsiConsole.Live(new Text("Reading the pipeline")).StartAsync(screen => StatusWatch.RunAsync(
                    source.Reader.ReadAsync, pause, status => Show(status, screen), trouble => screen.UpdateTarget(new Text(SafeText.Clean(trouble))), cancellationToken));
        });
        return command;
    }

    private static int Show(PipelineStatus status, LiveDisplayContext screen)
    {
        screen.UpdateTarget(StatusScreen.Of(status));
        return ExitCodeOf(status);
    }

    private static int Show(PipelineStatus status, bool isJson)
    {
        if (isJson)
        {
            Console.WriteLine(status.ToJson());
        }
        else
        {
            AnsiConsole.Write(StatusScreen.Of(status));
            Console.WriteLine();
        }

        return ExitCodeOf(status);
    }

    private static int ExitCodeOf(PipelineStatus status) => status.IsWell ? ExitCodes.Success : ExitCodes.Failed;
}
