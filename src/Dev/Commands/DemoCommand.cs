using System.CommandLine;
using Orders.Cli.Options;
using Orders.Dev.Demo;
using Orders.Dev.Functions;
using Orders.Local;
using Orders.Operations.Failures;
using Orders.Operations.Programs;
using Orders.Operations.Terminal;

namespace Orders.Dev.Commands;

/// <summary><c>orders demo</c>: sends orders through a fresh pipeline, and reconciles the result.</summary>
internal static class DemoCommand
{
    private const int DefaultOrders = 200;
    private const int OrdersPerKill = 10;

    public static Command Create(Repository repository)
    {
        var local = new LocalOptions();
        var orders = NumberOption.CreateInteger("--orders", $"The number of orders to place. Default: {DefaultOrders}.", 1, 1_000_000);
        var seed = NumberOption.CreateInteger("--seed", "The seed of the generated orders. Default: 1.", int.MinValue, int.MaxValue);
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var faults = NumberOption.Create("--faults", "The share of the functions' calls to SQS and DynamoDB that fail. Default: none.", 0, 0.5m);
        var kills = NumberOption.CreateInteger("--kills", "The number of function processes to kill under load; the DynamoDB emulator is also killed once. Default: none.", 0, 1000);
        var broken = new Option<bool>("--broken-consumer") { Description = "Break one consumer's queue for part of the run, then repair it and replay its quarantined events." };
        var command = new Command("demo", "Send orders through a fresh local pipeline and check every guarantee from outside.")
        {
            orders, seed, faults, kills, broken, json,
        };
        command.Validators.Add(result =>
        {
            try
            {
                // Each kill needs some load of its own.
                if (result.GetValue(kills) > (result.GetValue(orders) ?? DefaultOrders) / OrdersPerKill)
                {
                    result.AddError("--kills must be at most a tenth of --orders");
                }
            }
            catch (InvalidOperationException)
            {
                // One of the values is not a valid number, which has its own error.
            }
        });
        local.AddTo(command);
        command.SetAction((result, cancellationToken) =>
        {
            var options = new DemoOptions((int)(result.GetValue(orders) ?? DefaultOrders), (int)(result.GetValue(seed) ?? 1))
            {
                Faults = (double)(result.GetValue(faults) ?? 0),
                Kills = (int)(result.GetValue(kills) ?? 0),
                BreaksConsumer = result.GetValue(broken),
            };
            return RunAsync(repository, local, result, options, result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Repository repository, LocalOptions local, ParseResult result, DemoOptions demo, bool json, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder("demo");
        var report = await Progress.RunAsync("Starting the pipeline", async say =>
        {
            var builder = new FunctionBuilder(repository);
            var functions = await builder.EnsureBuiltAsync(local.Build(result, builder), say, cancellationToken);
            var options = local.Pipeline(result, repository, functions, data.Path) with { Progress = say };
            var disturbance = demo.IsDisturbed ? new Disturbance(demo, options.Settings, TimeProvider.System) : null;
            await using var pipeline = await LocalPipeline.StartAsync(disturbance?.Apply(options) ?? options, cancellationToken);
            if (options.SqsEndpoint is not null || options.DynamoDbEndpoint is not null)
            {
                await LocalOptions.RequireEmptyAsync(pipeline, cancellationToken);
            }

            return await RunAsync(pipeline, new DemoRun(pipeline, demo, TimeProvider.System, say, disturbance), cancellationToken);
        });
        if (json)
        {
            Console.WriteLine(report.ToJson());
        }
        else
        {
            DemoTable.Write(report);
        }

        return report.EveryGuaranteeHeld ? ExitCodes.Success : ExitCodes.Failed;
    }

    private static async Task<DemoReport> RunAsync(LocalPipeline pipeline, DemoRun demo, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = demo.RunAsync(stop.Token);
        if (await Task.WhenAny(run, pipeline.FatalError) == run)
        {
            return await run;
        }

        // Without its emulator the run would wait forever.
        await stop.CancelAsync();
        await Task.WhenAny(run);
        throw new CommandException(await pipeline.FatalError);
    }
}
