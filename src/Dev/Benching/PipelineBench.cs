namespace Orders.Dev.Benching;

/// <summary>Measures the local pipeline: its peak rate, its latency at shares of that rate, and both by backlog and by order size.</summary>
/// <param name="run">Runs loads through the pipeline.</param>
/// <param name="backlog">The largest backlog.</param>
/// <param name="seconds">The duration of each steady rate.</param>
/// <param name="say">Receives a line for each load.</param>
internal sealed class PipelineBench(LoadRun run, int backlog, int seconds, Action<string> say)
{
    private const int SmallestBacklog = 1000;

    private static readonly double[] Shares = [0.01, 0.1, 1];

    // An order's metadata is limited to 2 KB, keys included.
    private static readonly int[] MetadataBytes = [0, 500, 1000, 2000];

    public async Task<PipelineReport> RunAsync(CancellationToken cancellationToken)
    {
        // The first load starts processes and compiles; its result is ignored.
        await RunAsync(new OrderLoad("warm-up", SmallestBacklog), cancellationToken);
        var backlogs = new List<LoadResult>();
        for (var orders = SmallestBacklog; orders <= backlog; orders *= 10)
        {
            backlogs.Add(await RunAsync(new OrderLoad($"{orders:N0}", orders), cancellationToken));
        }

        var peak = backlogs.Max(static result => result.OrdersPerSecond);
        var rates = new List<LoadResult>();
        foreach (var share in Shares)
        {
            var rate = share * peak;
            rates.Add(await RunAsync(new OrderLoad($"{share:P0} of the peak", Math.Max(1, (int)(rate * seconds)), rate), cancellationToken));
        }

        var sizes = new List<LoadResult>();
        foreach (var bytes in MetadataBytes)
        {
            sizes.Add(await RunAsync(new OrderLoad($"{bytes} bytes of metadata", SmallestBacklog, MetadataBytes: bytes), cancellationToken));
        }

        return new PipelineReport(Environment.ProcessorCount, peak, rates, backlogs, sizes);
    }

    private async Task<LoadResult> RunAsync(OrderLoad load, CancellationToken cancellationToken)
    {
        say($"Measuring {load.Orders} orders: {load.Name}");
        return await run.RunAsync(load, cancellationToken);
    }
}
