namespace Orders.Operations.Status;

/// <summary>The thresholds of alarms: the defaults of Terraform's <c>alarm_thresholds</c>; a test compares them.</summary>
internal sealed record AlarmThresholds
{
    /// <summary>The maximum age of the oldest message on the orders queue.</summary>
    public TimeSpan OldestOrder { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The maximum age of the oldest message on a consumer's queue.</summary>
    public TimeSpan OldestEvent { get; init; } = TimeSpan.FromSeconds(900);

    /// <summary>The maximum iterator age of the stream's reader.</summary>
    public TimeSpan StreamLag { get; init; } = TimeSpan.FromMilliseconds(60_000);

    /// <summary>The maximum duration of a function in percent of its timeout.</summary>
    public int DurationPercent { get; init; } = 80;

    /// <summary>The maximum share of orders in percent whose key was used for another order.</summary>
    public int KeyConflictPercent { get; init; } = 5;
}
