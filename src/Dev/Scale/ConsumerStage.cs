using Orders.Queues;

namespace Orders.Dev.Scale;

/// <summary>The FIFO queue of the consumer that gets most events. How many it works on at once is its own affair; how many it may hold is not.</summary>
internal sealed class ConsumerStage(ScaleSettings settings, ScaleLoad load)
{
    /// <summary>From an event's receive to its delete. Ours: consumers are not ours.</summary>
    public static readonly TimeSpan TimePerEvent = TimeSpan.FromMilliseconds(100);

    public Waiting Waiting { get; } = new();

    /// <summary>A second.</summary>
    /// <returns>Events that were done, and what let no more through.</returns>
    public (double Done, ScaleLimit Limit) Step()
    {
        var through = new Bottleneck(Waiting.Count);
        through.Narrow(ServiceLimits.FifoInFlight / TimePerEvent.TotalSeconds, ScaleLimit.ConsumerInFlight);
        if (load.EventsOfBusiestConsumer > 0)
        {
            // Receives are an action with a quota of its own, which all consumers share.
            var share = load.EventsOfBusiestConsumer / load.Events;
            through.Narrow(settings.FifoRequests / settings.Deployments * share * SqsLimits.EntriesPerRequest, ScaleLimit.FifoRequests);
        }

        return (Waiting.Take(through.Through), through.Limit);
    }
}
