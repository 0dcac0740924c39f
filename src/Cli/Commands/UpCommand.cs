using System.CommandLine;
using Orders.Cli.Aws;
using Orders.Cli.Functions;
using Orders.Cli.Terminal;
using Orders.Cli.WebConsole;
using Orders.Local;
using Orders.Settings;

namespace Orders.Cli.Commands;

/// <summary><c>orders up</c>: the pipeline on this machine, until Ctrl-C.</summary>
internal static class UpCommand
{
    public static Command Create(Repository repository)
    {
        var local = new LocalOptions();
        var apiPort = new Option<int>("--api-port") { Description = "Port of the orders API.", DefaultValueFactory = _ => 8080 };
        var lambdaPort = new Option<int>("--lambda-port") { Description = "Port of Lambda's API.", DefaultValueFactory = _ => 9001 };
        var consolePort = new Option<int>("--console-port") { Description = "Port of the operators' console.", DefaultValueFactory = static _ => ConsoleCommand.DefaultPort };
        var command = new Command("up", "Run the pipeline on this machine until Ctrl-C.") { apiPort, lambdaPort, consolePort };
        local.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(
            repository, local, result, new Ports(result.GetValue(apiPort), result.GetValue(lambdaPort), result.GetValue(consolePort)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Repository repository, LocalOptions local, ParseResult result, Ports ports, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder("up");
        var functions = await Progress.RunAsync(
            "Looking for the functions", say => new FunctionBuilder(repository).EnsureBuiltAsync(local.Build(result), say, cancellationToken));
        var options = local.Pipeline(result, repository, functions, data.Path) with { ApiPort = ports.Api, LambdaPort = ports.Lambda };
        await using var pipeline = await Progress.RunAsync(
            "Starting the pipeline", say => LocalPipeline.StartAsync(options with { Progress = say }, cancellationToken));
        await using var console = await ConsoleServer.StartAsync(
            new Deployment(Connection.To(pipeline), pipeline.Settings, Prefix: ""), ports.Console, TimeProvider.System, SystemRandomness.Fill);
        UpGuide.Write(Console.Out, pipeline, console.Link, options.LogFolder!);

        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        if (await Task.WhenAny(stopped, pipeline.FatalError) == pipeline.FatalError)
        {
            throw new CommandException(await pipeline.FatalError);
        }

        Progress.Say("Stopping");
        return ExitCodes.Success;
    }

    private readonly record struct Ports(int Api, int Lambda, int Console);
}
