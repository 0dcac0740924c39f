using Orders.Dev.Demo;
using Orders.Local;
using Orders.Operations.Settings;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Faults;

/// <summary>The demo's accounts after a run in which things went wrong on purpose. <c>./orders demo</c> with <c>--faults</c>, <c>--kills</c> and <c>--broken-consumer</c> are the long ones.</summary>
[Trait("Duration", "long")]
public sealed class DisturbedDemoTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-demo-").FullName;

    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order_while_a_tenth_of_all_calls_goes_wrong()
    {
        var report = await RunAsync(new DemoOptions(Orders: 200, Seed: 3) { Faults = 0.1 });

        Assert.Equal(report.Sent, report.Accepted + report.Replayed + report.Refused + report.NotAnswered);
        Assert.True(report.Faults!.Values.Sum() > 20, $"{report.Faults.Values.Sum()} faults");
    }

    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order_while_functions_are_killed_and_the_database_restarts()
    {
        var report = await RunAsync(
            new DemoOptions(Orders: 400, Seed: 5) { Kills = 8 },
            // What a killed invocation had comes again after that: the shortest that the service allows for this function.
            static settings => settings with
            {
                OrdersQueue = settings.OrdersQueue with { VisibilityTimeoutSeconds = 10 },
                Processor = settings.Processor with { TimeoutSeconds = 10 },
            });

        Assert.Equal((8, 1), (report.Faults!["functions_killed"], report.Faults["database_restarts"]));
    }

    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order_while_one_consumers_queue_is_broken_and_its_events_are_replayed()
    {
        var report = await RunAsync(new DemoOptions(Orders: 100, Seed: 7) { BreaksConsumer = true });

        Assert.True(report.Faults!["events_refused"] > 0, "the queue refused events");
        Assert.InRange(report.Faults["events_replayed"], report.Faults["events_refused"], int.MaxValue);
    }

    async Task<DemoReport> RunAsync(DemoOptions demo, Func<PipelineSettings, PipelineSettings>? configure = null)
    {
        var options = RunningPipeline.Options(_data);
        var disturbance = new Disturbance(demo, options.Settings, TimeProvider.System);
        options = disturbance.Apply(options);
        options = options with { Settings = configure?.Invoke(options.Settings) ?? options.Settings };
        await using var pipeline = await LocalPipeline.StartAsync(options, Given.Token);

        var report = await new DemoRun(pipeline, demo, TimeProvider.System, static _ => { }, disturbance)
            .RunAsync(Given.Token).WaitAsync(TimeSpan.FromMinutes(5), Given.Token);

        Assert.Empty(report.Problems);
        Assert.Equal((0, 0, 0), (report.Lost, report.Doubled, report.OutOfOrder));
        Assert.InRange(report.Orders, demo.Orders - report.NotAnswered, demo.Orders);
        return report;
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
