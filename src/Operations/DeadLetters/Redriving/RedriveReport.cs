namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The result of a redrive.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Results">One result for each entry of the plan, in its order.</param>
internal sealed record RedriveReport(RedrivePlan Plan, IReadOnlyList<RedriveResult> Results)
{
    /// <summary>Why it stopped early, as a sentence; null if it did not.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>Whether the caller cancelled it.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Whether it ended before it had looked for all messages of the queue.</summary>
    public bool MayHaveMore { get; init; }

    /// <summary>The outcomes of followed messages; empty if none was followed.</summary>
    public IReadOnlyList<FollowedLetter> Followed { get; init; } = [];

    /// <summary>Returns the number of messages with an outcome.</summary>
    public int Count(RedriveOutcome outcome) => Results.Count(result => result.Outcome == outcome);

    /// <summary>Returns the number of followed messages with an ending.</summary>
    public int Count(Ending ending) => Followed.Count(followed => followed.Ending == ending);

    /// <summary>Whether all messages were sent and, if followed, processed.</summary>
    public bool IsWell => StoppedBecause is null && !IsInterrupted
        && Results.All(static result => result.Outcome == RedriveOutcome.Sent)
        && Followed.All(static followed => followed.Ending is not (Ending.DeadAgain or Ending.Unresolved));
}
