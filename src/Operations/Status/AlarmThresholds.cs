namespace Orders.Operations.Status;

/// <summary>When alarms go off: the defaults of Terraform's <c>alarm_thresholds</c>, to which a test holds these.</summary>
internal sealed record AlarmThresholds
{
    /// <summary>How old the oldest message on the orders queue may be.</summary>
    public TimeSpan OldestOrder { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How late the stream's reader may be.</summary>
    public TimeSpan StreamLag { get; init; } = TimeSpan.FromMilliseconds(60_000);

    /// <summary>How much of its timeout a function may take.</summary>
    public int DurationPercent { get; init; } = 80;

    /// <summary>How many of the orders may come with a key that was used for another.</summary>
    public int KeyConflictPercent { get; init; } = 5;
}
