using System.CommandLine;
using Orders.Cli.Functions;
using Orders.Cli.Terminal;
using Orders.Local;

namespace Orders.Cli.Commands;

/// <summary><c>orders up</c>: the pipeline on this machine, until Ctrl-C.</summary>
internal static class UpCommand
{
    public static Command Create(Repository repository)
    {
        var local = new LocalOptions();
        var apiPort = new Option<int>("--api-port") { Description = "Port of the orders API.", DefaultValueFactory = _ => 8080 };
        var lambdaPort = new Option<int>("--lambda-port") { Description = "Port of Lambda's API.", DefaultValueFactory = _ => 9001 };
        var command = new Command("up", "Run the pipeline on this machine until Ctrl-C.") { apiPort, lambdaPort };
        local.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(
            repository, local, result, result.GetValue(apiPort), result.GetValue(lambdaPort), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Repository repository, LocalOptions local, ParseResult result, int apiPort, int lambdaPort, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder("up");
        var functions = await Progress.RunAsync(
            "Looking for the functions", say => new FunctionBuilder(repository).EnsureBuiltAsync(local.Build(result), say, cancellationToken));
        var options = local.Pipeline(result, repository, functions, data.Path) with { ApiPort = apiPort, LambdaPort = lambdaPort };
        await using var pipeline = await Progress.RunAsync(
            "Starting the pipeline", say => LocalPipeline.StartAsync(options with { Progress = say }, cancellationToken));
        UpGuide.Write(Console.Out, pipeline, options.LogFolder!);

        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        if (await Task.WhenAny(stopped, pipeline.FatalError) == pipeline.FatalError)
        {
            throw new CommandException(await pipeline.FatalError);
        }

        Progress.Say("Stopping");
        return ExitCodes.Success;
    }
}
