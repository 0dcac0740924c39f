namespace Orders.Dev.Scale;

/// <summary>How many invocations the queue's mapping runs at once: a few at first, more with each second that leaves messages over.</summary>
internal sealed class Mapping
{
    private readonly double _growth;

    public Mapping(ScaleSettings settings)
    {
        var isProvisioned = settings.ReadyPollers > 0;
        Most = isProvisioned
            ? settings.MostPollers * ServiceLimits.InvocationsPerPoller
            : Math.Min(settings.Pipeline.Processor.MaximumConcurrency, ServiceLimits.MostInvocations);
        Now = isProvisioned ? settings.ReadyPollers * ServiceLimits.InvocationsPerPoller : Math.Min(ServiceLimits.FirstInvocations, Most);
        _growth = (isProvisioned ? ServiceLimits.ProvisionedInvocationsPerMinute : ServiceLimits.InvocationsPerMinute) / 60;
    }

    /// <summary>How many it runs now.</summary>
    public double Now { get; private set; }

    /// <summary>How many it will ever run.</summary>
    public double Most { get; }

    /// <summary>What holds it back.</summary>
    public ScaleLimit Limit => Now < Most ? ScaleLimit.PollersGrowth : ScaleLimit.Pollers;

    /// <summary>A second went by, and messages are left over.</summary>
    public void Grow() => Now = Math.Min(Most, Now + _growth);
}
