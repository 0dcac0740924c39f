using System.CommandLine;
using Orders.Cli.Options;
using Orders.Dev.Cost;
using Orders.Operations.Settings;

namespace Orders.Dev.Commands;

/// <summary><c>orders cost</c>: computes the monthly cost of orders.</summary>
internal static class CostCommand
{
    public static Command Create(Repository repository)
    {
        var load = new LoadOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of tables." };
        var command = new Command("cost", "Compute what a month of orders costs on AWS, line by line, beside other ways to write an order once.") { json };
        load.AddTo(command);
        command.SetAction(result =>
        {
            var report = CostReport.Of(load.Read(result, PipelineSettings.Load(repository.Settings)));
            Console.WriteLine(result.GetValue(json) ? report.ToJson() : CostTable.Render(report));
        });
        return command;
    }
}
