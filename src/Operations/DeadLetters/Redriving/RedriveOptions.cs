using Orders.Operations.DeadLetters.Editing;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>How messages are sent back.</summary>
internal sealed record RedriveOptions
{
    /// <summary>How often a message is sent back, unless told otherwise: what has failed so often is not going to succeed.</summary>
    public const int DefaultMaxRedrives = 3;

    /// <summary>How long each step of a ramp is watched, unless told otherwise.</summary>
    public static readonly TimeSpan DefaultRampWait = TimeSpan.FromSeconds(20);

    /// <summary>Who does it.</summary>
    public required string By { get; init; }

    /// <summary>When it began: the cut-off, and with <see cref="By"/> the name of this redrive in each message's <c>redrive</c>.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How often a message may be sent back, this time included.</summary>
    public int MaxRedrives { get; init; } = DefaultMaxRedrives;

    /// <summary>Mends each body; null leaves them as they are.</summary>
    public IBodyChange? Change { get; init; }

    /// <summary>Most messages a second, evenly spread; null for as fast as it goes.</summary>
    public double? PerSecond { get; init; }

    /// <summary>
    /// How long each step of a ramp of 1, 5, 50, 500, … messages is watched for coming back dead; null sends all without a ramp. A step
    /// whose messages are all seen to be done is watched no longer.
    /// </summary>
    public TimeSpan? RampWait { get; init; }
}
