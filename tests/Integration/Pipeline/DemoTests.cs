using Orders.Dev.Demo;
using Orders.Local;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Pipeline;

public sealed class DemoTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-demo-").FullName;

    [Fact]
    public async Task The_demo_loses_nothing_doubles_nothing_and_keeps_the_order_of_events()
    {
        // Its own pipeline: the demo counts all that is there.
        await using var pipeline = await LocalPipeline.StartAsync(RunningPipeline.Options(_data), Given.Token);

        var report = await new DemoRun(pipeline, new DemoOptions(Orders: 50, Seed: 7), TimeProvider.System, static _ => { })
            .RunAsync(Given.Token).WaitAsync(TimeSpan.FromSeconds(60), Given.Token);

        Assert.Empty(report.Problems);
        Assert.Equal((0, 0, 0, 50), (report.Lost, report.Doubled, report.OutOfOrder, report.Orders));
        Assert.True(report.EveryGuaranteeHeld);
        // It did something of everything that it promises.
        Assert.All(
            [report.Accepted, report.Refused, report.StatusChanges, report.DeadLetters, report.Rejected],
            static count => Assert.NotEqual(0, count));
        Assert.Equal(report.Sent, report.Accepted + report.Replayed + report.Refused);
        Assert.Equal(2 * (report.Orders + report.StatusChanges) + report.Rejected, report.Events);
        // A function's first processes are there from its first invocation on.
        Assert.Equal(
            [pipeline.Settings.Ingest.Name, pipeline.Settings.Notifier.Name, pipeline.Settings.Processor.Name],
            report.Memory.Select(static function => function.Function).Order(StringComparer.Ordinal));
        Assert.All(report.Memory, static function => Assert.True(function is { FirstHalfMb: > 1, SecondHalfMb: > 1 }, $"{function}"));
        Assert.Contains("\"lost\":0,\"doubled\":0,\"out_of_order\":0", report.ToJson(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
