using Orders.Queues;

namespace Orders.Dev.Scale;

/// <summary>From the table's stream through the Notifier to the consumers' queues.</summary>
internal sealed class StreamStage(ScaleSettings settings, ScaleLoad load)
{
    private readonly Environments _environments = new();

    public Waiting Waiting { get; } = new();

    /// <summary>Invocations in this second, and environments that ran them.</summary>
    public double Batches { get; private set; }
    public double Environments { get; private set; }

    /// <summary>A second.</summary>
    /// <param name="shards">Shards of the stream, in which all records are spread evenly.</param>
    /// <param name="taken">Environments that Ingest has.</param>
    /// <returns>Records that were told to all consumers, and what let no more through.</returns>
    public (double Told, ScaleLimit Limit) Step(int shards, double taken)
    {
        var notifier = settings.Pipeline.Notifier;
        var lanes = new Bottleneck((double)shards * notifier.ParallelizationFactor);
        lanes.Narrow(settings.AccountConcurrency / settings.Deployments - taken, ScaleLimit.AccountConcurrency);
        lanes.Narrow(_environments.Most, ScaleLimit.NewEnvironments);
        var through = new Bottleneck(Waiting.Count);
        through.Narrow(lanes.Through * notifier.BatchSize / load.NotifierSeconds, lanes.Limit == ScaleLimit.None ? ScaleLimit.StreamLanes : lanes.Limit);
        through.Narrow(settings.AccountConcurrency / settings.Deployments * ServiceLimits.RequestsPerConcurrency * notifier.BatchSize, ScaleLimit.FunctionRequests);
        if (load.Events > 0)
        {
            through.Narrow(settings.FifoRequests / settings.Deployments * SqsLimits.EntriesPerRequest / load.Events, ScaleLimit.FifoRequests);
        }

        var told = Waiting.Take(through.Through);
        var size = Math.Clamp(
            told * (load.NotifierSeconds + notifier.MaximumBatchingWindowSeconds) / Math.Max(1, lanes.Through), 1, notifier.BatchSize);
        Batches = told / size;
        Environments = Math.Min(lanes.Through, Batches * load.NotifierSeconds);
        _environments.Use(Environments);
        return (told, through.Limit);
    }
}
