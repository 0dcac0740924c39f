using System.CommandLine;
using Orders.Cli.Options;
using Orders.Dev.Cost;
using Orders.Dev.Scale;
using Orders.Operations.Settings;

namespace Orders.Dev.Commands;

/// <summary><c>orders scale</c>: computes the rate of orders at which each limit is reached, and what raises it.</summary>
internal static class ScaleCommand
{
    public static Command Create(Repository repository)
    {
        var load = new LoadOptions(hasOrders: false);
        var quotas = new QuotaOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("scale", "Compute the orders per second at which each quota and setting is reached, and what raises it.") { json };
        quotas.AddTo(command);
        load.AddTo(command);
        command.SetAction(result =>
        {
            var report = ScaleReport.Of(load.Read(result, PipelineSettings.Load(repository.Settings)), quotas.Read(result));
            Console.WriteLine(result.GetValue(json) ? report.ToJson() : report.ToTable());
        });
        return command;
    }
}
