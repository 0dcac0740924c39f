using System.CommandLine;
using Orders.Cli.Options;
using Orders.Dev.Benching;
using Orders.Dev.Functions;
using Orders.Local;
using Orders.Operations.Failures;
using Orders.Operations.Programs;
using Orders.Operations.Terminal;

namespace Orders.Dev.Commands;

/// <summary><c>orders bench pipeline</c>: measures the local pipeline from message to event.</summary>
internal static class PipelineBenchCommand
{
    public static Command Create(Repository repository)
    {
        var local = new LocalOptions();
        var backlog = NumberOption.CreateInteger("--backlog", "The largest backlog; the others are a tenth of the next, down to 1,000. Default: 10000.", 1000, 100_000);
        var seconds = NumberOption.CreateInteger("--seconds", "How long each steady rate is held, in seconds. Default: 20.", 1, 600);
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("pipeline", "Measure the local pipeline: orders per second, and the latency from order to event.") { backlog, seconds, json };
        local.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            using var data = new TemporaryFolder("bench");
            var report = await Progress.RunAsync("Starting the pipeline", async say =>
            {
                var builder = new FunctionBuilder(repository);
                var functions = await builder.EnsureBuiltAsync(local.Build(result, builder, FunctionBuilder.CanLink), say, cancellationToken);
                await using var pipeline = await LocalPipeline.StartAsync(local.Pipeline(result, repository, functions, data.Path) with { Progress = say }, cancellationToken);
                await using var run = new LoadRun(pipeline, TimeProvider.System);
                return await new PipelineBench(run, (int)(result.GetValue(backlog) ?? 10_000), (int)(result.GetValue(seconds) ?? 20), say).RunAsync(cancellationToken);
            });
            if (result.GetValue(json))
            {
                Console.WriteLine(report.ToJson());
            }
            else
            {
                PipelineTable.Write(report);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
