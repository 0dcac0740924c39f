namespace Orders.Operations.DeadLetters;

/// <summary>Selects messages that satisfy every given condition.</summary>
internal sealed record LetterFilter
{
    private const int WholeIdCharacters = 36;

    /// <summary>The reason's code; <see cref="LetterReason.None"/> for messages that SQS moved itself.</summary>
    public string? Reason { get; init; }

    /// <summary>The field that the reason names.</summary>
    public string? Field { get; init; }

    /// <summary>Only messages dead-lettered longer ago than this.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Only messages dead-lettered within this time.</summary>
    public TimeSpan? NewerThan { get; init; }

    /// <summary>The message's id on its queue, or a prefix of it.</summary>
    /// <exception cref="ArgumentException">The id is empty, which is a prefix of every id.</exception>
    public string? Id
    {
        get;
        init => field = value is null || !string.IsNullOrWhiteSpace(value) ? value : throw new ArgumentException("An empty id fits every message.", nameof(value));
    }

    /// <summary>The messages' IDs; null for any.</summary>
    public IReadOnlySet<string>? Ids { get; init; }

    /// <summary>A condition of the command's own; null for none.</summary>
    public Func<Letter, bool>? Condition { get; init; }

    /// <summary>An expression that must be true for the message.</summary>
    public WhereExpression? Where { get; init; }

    /// <summary>The maximum number of messages.</summary>
    public int? Limit { get; init; }

    /// <summary>
    /// Whether messages sent after the command started match too. Read-only commands set this, so that a clock behind SQS's hides nothing.
    /// </summary>
    public bool IncludesLater { get; init; }

    /// <summary>Returns whether a message matches.</summary>
    /// <param name="letter">The message.</param>
    /// <param name="now">The time from which ages count.</param>
    /// <param name="fault">Why <see cref="Where"/> cannot be applied to the message, so that it does not match; null if it can.</param>
    public bool Matches(Letter letter, DateTimeOffset now, out string? fault)
    {
        fault = null;
        return (Id is null || letter.Id.StartsWith(Id, StringComparison.OrdinalIgnoreCase))
            && (Ids is null || Ids.Contains(letter.Id))
            && (Reason is null || letter.Reason.Code == Reason)
            && (Field is null || letter.Reason.Field == Field)
            && (OlderThan is not { } older || now - letter.Since > older)
            && (NewerThan is not { } newer || now - letter.Since < newer)
            && (Condition is null || Condition(letter))
            && (Where is null || Where.IsTrueOf(letter, out fault));
    }

    /// <summary>Whether no further message can match, so that the rest of the queue need not be read.</summary>
    // Whether an id's prefix is unique is known only at the queue's end, whatever the limit.
    public bool IsFilledBy(int count) => Id is { } id ? count > 0 && id.Length == WholeIdCharacters : count >= Math.Min(Limit ?? int.MaxValue, Ids?.Count ?? int.MaxValue);
}
