using System.CommandLine;
using Orders.Cli.Options;
using Orders.Dev.Cost;
using Orders.Dev.Scale;
using Orders.Operations.Settings;

namespace Orders.Dev.Commands;

/// <summary><c>orders scale</c>: what holds orders back at each rate, and what moves it.</summary>
internal static class ScaleCommand
{
    private const decimal MaxRate = 10_000_000;

    public static Command Create(Repository repository)
    {
        var load = new LoadOptions(hasOrders: false);
        var quotas = new QuotaOptions();
        var rate = NumberOption.Create("--rate", "Only this many orders a second, in place of each decade from 1 to 1,000,000.", 0.01m, MaxRate);
        var timeline = new Option<bool>("--timeline") { Description = "With --rate: the hour with the settings as they are, minute by minute." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("scale", "What breaks first from one order a second to a million, and which setting moves it: a simulation of the services' limits.")
        {
            rate, timeline, json,
        };
        load.AddTo(command);
        quotas.AddTo(command);
        command.AddRule(result =>
        {
            if (result.GetValue(timeline) && (result.GetValue(rate) is null || result.GetValue(json)))
            {
                result.AddError("--timeline needs --rate, and prints no JSON");
            }
        });
        command.SetAction(result =>
        {
            var pipeline = PipelineSettings.Load(repository.Settings);
            var settings = quotas.Read(result, pipeline);
            var order = new ScaleLoad(load.Read(result, pipeline), (double)(result.GetValue(rate) ?? 1));
            if (result.GetValue(timeline))
            {
                Console.WriteLine(TimelineTable.Render(new Simulation(settings, order).Run()));
                return;
            }

            var report = ScaleReport.Of(settings, order, result.GetValue(rate) is null ? ScaleReport.EachDecade : [order.OrdersPerSecond]);
            Console.WriteLine(result.GetValue(json) ? report.ToJson() : ScaleTable.Render(report));
        });
        return command;
    }
}
