namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>How a redrive ended.</summary>
/// <param name="Plan">What was to be done.</param>
/// <param name="Results">One for each entry of the plan, in its order.</param>
internal sealed record RedriveReport(RedrivePlan Plan, IReadOnlyList<RedriveResult> Results)
{
    /// <summary>Why it stopped before its end, as a sentence; null where it did not.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>Whether its caller broke it off.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>What was seen of what was sent; empty where nobody looked.</summary>
    public IReadOnlyList<FollowedLetter> Followed { get; init; } = [];

    /// <summary>How many messages had an outcome.</summary>
    public int Count(RedriveOutcome outcome) => Results.Count(result => result.Outcome == outcome);

    /// <summary>How many of those that were followed came to an end.</summary>
    public int Count(Ending ending) => Followed.Count(followed => followed.Ending == ending);

    /// <summary>Whether all was sent and, as far as it was followed, done.</summary>
    public bool IsWell => StoppedBecause is null && !IsInterrupted
        && Results.All(static result => result.Outcome == RedriveOutcome.Sent)
        && Followed.All(static followed => followed.Ending is not (Ending.DeadAgain or Ending.Unresolved));
}
