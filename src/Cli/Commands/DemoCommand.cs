using System.CommandLine;
using Orders.Cli.Demo;
using Orders.Cli.Functions;
using Orders.Cli.Terminal;
using Orders.Local;

namespace Orders.Cli.Commands;

/// <summary><c>orders demo</c>: real orders through a fresh pipeline, and then the accounts.</summary>
internal static class DemoCommand
{
    public static Command Create(Repository repository)
    {
        var local = new LocalOptions();
        var orders = new Option<int>("--orders") { Description = "How many orders to place.", DefaultValueFactory = _ => 200 };
        orders.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1_000_000)
            {
                result.AddError("--orders must be from 1 to 1,000,000");
            }
        });
        var seed = new Option<int>("--seed") { Description = "Decides what is sent; the same seed sends the same.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("demo", "Send orders through a fresh pipeline on this machine, then check from outside that every guarantee held.")
        {
            orders, seed, json,
        };
        local.AddTo(command);
        command.SetAction((result, cancellationToken) =>
            RunAsync(repository, local, result, new DemoOptions(result.GetValue(orders), result.GetValue(seed)), result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Repository repository, LocalOptions local, ParseResult result, DemoOptions demo, bool json, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder("demo");
        var report = await Progress.RunAsync("Starting the pipeline", async say =>
        {
            var functions = await new FunctionBuilder(repository).EnsureBuiltAsync(local.Build(result), say, cancellationToken);
            var options = local.Pipeline(result, repository, functions, data.Path) with { Progress = say };
            await using var pipeline = await LocalPipeline.StartAsync(options, cancellationToken);
            return await RunAsync(pipeline, demo, say, cancellationToken);
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

    private static async Task<DemoReport> RunAsync(LocalPipeline pipeline, DemoOptions demo, Action<string> say, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = new DemoRun(pipeline, demo, TimeProvider.System, say).RunAsync(stop.Token);
        if (await Task.WhenAny(run, pipeline.FatalError) == run)
        {
            return await run;
        }

        // Without its emulator the run would wait for ever.
        await stop.CancelAsync();
        await Task.WhenAny(run);
        throw new CommandException(await pipeline.FatalError);
    }
}
