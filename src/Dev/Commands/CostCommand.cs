using System.CommandLine;
using Orders.Cli.Options;
using Orders.Dev.Cost;
using Orders.Dev.Functions;
using Orders.Local;
using Orders.Local.Proxies;
using Orders.Operations.Failures;
using Orders.Operations.Programs;
using Orders.Operations.Settings;
using Orders.Operations.Terminal;

namespace Orders.Dev.Commands;

/// <summary><c>orders cost</c>: what a month costs, and whether a local run takes as much as the model says.</summary>
internal static class CostCommand
{
    private const decimal MaxMeasured = 100_000;

    public static Command Create(Repository repository)
    {
        var load = new LoadOptions();
        var local = new LocalOptions();
        var measure = NumberOption.CreateInteger(
            "--measure",
            $"Put so many orders, a multiple of {MeasuredRun.Step}, through a pipeline on this machine and compare with the model of the same load.",
            MeasuredRun.Step,
            MaxMeasured,
            MeasuredRun.Step);
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("cost", "What a month of orders costs on AWS, line by line, beside other ways to write an order once.") { measure, json };
        load.AddTo(command);
        local.AddTo(command);
        command.SetAction((result, cancellationToken) => result.GetValue(measure) is { } orders
            ? MeasureAsync(repository, local, result, (int)orders, result.GetValue(json), cancellationToken)
            : Task.FromResult(Print(load.Read(result, PipelineSettings.Load(repository.Settings)), result.GetValue(json))));
        return command;
    }

    private static int Print(CostInputs inputs, bool json)
    {
        var report = CostReport.Of(inputs);
        Console.WriteLine(json ? report.ToJson() : CostTable.Render(report));
        return ExitCodes.Success;
    }

    private static async Task<int> MeasureAsync(
        Repository repository, LocalOptions local, ParseResult result, int orders, bool json, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder("cost");
        var comparison = await Progress.RunAsync("Starting the pipeline", async say =>
        {
            var functions = await new FunctionBuilder(repository).EnsureBuiltAsync(local.Build(result), say, cancellationToken);
            var options = local.Pipeline(result, repository, functions, data.Path) with { Progress = say };
            var meter = new UsageMeter(options.Settings);
            await using var pipeline = await LocalPipeline.StartAsync(
                options with { CallMiddleware = [new CallObserver(meter.Add).InvokeAsync] }, cancellationToken);
            return await new MeasuredRun(pipeline, meter, orders, TimeProvider.System, say).RunAsync(cancellationToken);
        });
        Console.WriteLine(json ? comparison.ToJson() : ComparisonTable.Render(comparison));
        return comparison.Agrees ? ExitCodes.Success : ExitCodes.Failed;
    }
}
