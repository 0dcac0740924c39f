using System.CommandLine;
using Orders.Cli;
using Orders.Cli.Options;
using Orders.Dev.Functions;
using Orders.Local;
using Orders.Local.Api;
using Orders.Local.Resources;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Programs;
using Orders.Operations.Terminal;
using Orders.Operations.WebConsole;
using Orders.Operations.WebConsole.Deployments;
using Orders.Settings;

namespace Orders.Dev.Commands;

/// <summary><c>orders up</c>: runs the pipeline on this machine until Ctrl-C.</summary>
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
        var debug = new Option<bool>("--debug") { Description = "Run a Debug build of the functions, one process each, in which an invocation may take an hour: attach a debugger to orders-ingest, orders-processor or orders-notifier." };
        var variables = new Option<string[]>("--env") { Description = "An environment variable for the three functions, as NAME=VALUE. May be given several times." };
        variables.Validators.Add(static result =>
        {
            if (result.Tokens.FirstOrDefault(static token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1) is not null)
            {
                result.AddError("--env must be NAME=VALUE");
            }
        });
        var command = new Command("up", "Run the pipeline on this machine until Ctrl-C.") { apiPort, lambdaPort, consolePort, authorization, debug, variables };
        command.AddRule(result =>
        {
            decimal[] ports = [result.GetValue(apiPort) ?? DefaultApiPort, result.GetValue(lambdaPort) ?? DefaultLambdaPort, result.GetValue(consolePort) ?? ConsoleCommand.DefaultPort];
            if (ports.Where(static port => port != 0).GroupBy(static port => port).Any(static same => same.Count() > 1))
            {
                result.AddError("--api-port, --lambda-port and --console-port must differ");
            }
        });
        local.AddTo(command);
        command.AddRule(result =>
        {
            if (result.GetValue(debug) && local.NamesBuild(result))
            {
                result.AddError("--debug runs a build of its own: leave --native and --managed out");
            }
        });
        command.SetAction((result, cancellationToken) =>
        {
            var ports = new Ports(
                (int)(result.GetValue(apiPort) ?? DefaultApiPort),
                (int)(result.GetValue(lambdaPort) ?? DefaultLambdaPort),
                (int)(result.GetValue(consolePort) ?? ConsoleCommand.DefaultPort));
            var builder = new FunctionBuilder(repository);
            var build = result.GetValue(debug) ? FunctionBuild.Debug : local.Build(result, builder);
            return RunAsync(
                (say, token) => builder.EnsureBuiltAsync(build, say, token),
                (functions, dataFolder) => local.Pipeline(result, repository, functions, dataFolder) with
                {
                    ApiPort = ports.Api,
                    LambdaPort = ports.Lambda,
                    ApiAuthorization = result.GetValue(authorization) == "iam" ? ApiAuthorization.Iam : ApiAuthorization.None,
                    IsDebugged = build == FunctionBuild.Debug,
                    FunctionVariables = Variables(result.GetValue(variables) ?? []),
                },
                ports,
                cancellationToken);
        });
        return command;
    }

    // If a name is given twice, the last value counts.
    private static Dictionary<string, string> Variables(IEnumerable<string> variables)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            var end = variable.IndexOf('=', StringComparison.Ordinal);
            named[variable[..end]] = variable[(end + 1)..];
        }

        return named;
    }

    private static async Task<int> RunAsync(
        Func<Action<string>, CancellationToken, Task<FunctionCommands>> build,
        Func<FunctionCommands, string, LocalPipelineOptions> configure,
        Ports ports,
        CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder("up");
        var functions = await Progress.RunAsync("Looking for the functions", say => build(say, cancellationToken));
        var options = configure(functions, data.Path);
        await using var pipeline = await Progress.RunAsync(
            "Starting the pipeline", say => LocalPipeline.StartAsync(options with { Progress = say }, cancellationToken));
        await using var console = await ConsoleServer.StartAsync(
            new ConsoleDeployment(pipeline.Connection, pipeline.Settings, Prefix: "") { Place = new AwsPlace(LocalEndpoints.AccountId, pipeline.Endpoints.Region) }, ports.Console, TimeProvider.System, SystemRandomness.Fill);
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
