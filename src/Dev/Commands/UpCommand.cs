using System.CommandLine;
using Orders.Cli;
using Orders.Cli.Options;
using Orders.Dev.Functions;
using Orders.Local;
using Orders.Local.Api;
using Orders.Operations.Failures;
using Orders.Operations.Programs;
using Orders.Operations.Terminal;
using Orders.Operations.WebConsole;
using Orders.Operations.WebConsole.Deployments;
using Orders.Settings;

namespace Orders.Dev.Commands;

/// <summary><c>orders up</c>: the pipeline on this machine, until Ctrl-C.</summary>
internal static class UpCommand
{
    private const int DefaultApiPort = 8080;
    private const int DefaultLambdaPort = 9001;

    public static Command Create(Repository repository)
    {
        var local = new LocalOptions { TakesEndpointsFromEnvironment = true };
        var apiPort = PortOption.Create("--api-port", "Port of the orders API.", DefaultApiPort);
        var lambdaPort = PortOption.Create("--lambda-port", "Port of Lambda's API.", DefaultLambdaPort);
        var consolePort = PortOption.Create("--console-port", "Port of the operators' console.", ConsoleCommand.DefaultPort);
        var authorization = new Option<string?>("--authorization") { Description = "The authorization of the orders API: none, or iam (signed requests only, the default of a deployment). Default: none." };
        authorization.AcceptOnly("none", "iam");
        var command = new Command("up", "Run the pipeline on this machine until Ctrl-C.") { apiPort, lambdaPort, consolePort, authorization };
        command.AddRule(result =>
        {
            decimal[] ports = [result.GetValue(apiPort) ?? DefaultApiPort, result.GetValue(lambdaPort) ?? DefaultLambdaPort, result.GetValue(consolePort) ?? ConsoleCommand.DefaultPort];
            if (ports.Where(static port => port != 0).GroupBy(static port => port).Any(static same => same.Count() > 1))
            {
                result.AddError("--api-port, --lambda-port and --console-port must differ");
            }
        });
        local.AddTo(command);
        command.SetAction((result, cancellationToken) =>
        {
            var ports = new Ports(
                (int)(result.GetValue(apiPort) ?? DefaultApiPort),
                (int)(result.GetValue(lambdaPort) ?? DefaultLambdaPort),
                (int)(result.GetValue(consolePort) ?? ConsoleCommand.DefaultPort));
            return RunAsync(
                repository, local, result, ports, result.GetValue(authorization) == "iam" ? ApiAuthorization.Iam : ApiAuthorization.None, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Repository repository, LocalOptions local, ParseResult result, Ports ports, ApiAuthorization authorization, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder("up");
        var functions = await Progress.RunAsync(
            "Looking for the functions", say => new FunctionBuilder(repository).EnsureBuiltAsync(local.Build(result), say, cancellationToken));
        var options = local.Pipeline(result, repository, functions, data.Path) with
        {
            ApiPort = ports.Api,
            LambdaPort = ports.Lambda,
            ApiAuthorization = authorization,
        };
        await using var pipeline = await Progress.RunAsync(
            "Starting the pipeline", say => LocalPipeline.StartAsync(options with { Progress = say }, cancellationToken));
        await using var console = await ConsoleServer.StartAsync(
            new ConsoleDeployment(pipeline.Connection, pipeline.Settings, Prefix: ""), ports.Console, TimeProvider.System, SystemRandomness.Fill);
        UpGuide.Write(Console.Out, pipeline, console.Link, options);

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
