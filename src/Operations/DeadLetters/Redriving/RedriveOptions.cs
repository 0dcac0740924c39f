using Orders.Operations.DeadLetters.Editing;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The options of a redrive.</summary>
internal sealed record RedriveOptions
{
    /// <summary>The default of <see cref="MaxRedrives"/>: a message that failed that often will not succeed.</summary>
    public const int DefaultMaxRedrives = 3;

    // SQS hides a message for at most 12 hours: what an hour's rate can send is not hidden for that long.
    private const int WindowSeconds = 3600;

    /// <summary>The operator.</summary>
    public required string By { get; init; }

    /// <summary>When the redrive started. Later messages are left alone; with <see cref="By"/> it identifies the redrive in each message's
    /// mark.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The maximum number of redrives of a message, this one included.</summary>
    public int MaxRedrives { get; init; } = DefaultMaxRedrives;

    /// <summary>The change of each body; null leaves bodies unchanged.</summary>
    public IBodyChange? Change { get; init; }

    /// <summary>The maximum number of messages a second, evenly spread; null for no limit.</summary>
    public double? PerSecond { get; init; }

    /// <summary>
    /// The maximum wait after each step of a ramp of 1, 5, 50, 500, … messages (<see cref="Redriving.RampWait"/>); null sends all without a ramp.
    /// The wait ends once every message of the step was processed. The ramp stops if one is dead-lettered again, or was not processed in time.
    /// </summary>
    public TimeSpan? RampWait { get; init; }

    /// <summary>Returns the number of messages to hide at a time.</summary>
    /// <param name="perSecond">The maximum number of messages a second; null for no limit.</param>
    public static int WindowAt(double? perSecond) =>
        perSecond is { } rate ? (int)Math.Clamp(rate * WindowSeconds, 1, LetterHold.Window) : LetterHold.Window;
}
