namespace Orders.Operations.DeadLetters;

/// <summary>Which messages match: those that satisfy every given condition.</summary>
internal sealed record LetterFilter
{
    private const int WholeIdCharacters = 36;

    /// <summary>The reason's code; <see cref="LetterReason.None"/> for what SQS moved by itself.</summary>
    public string? Reason { get; init; }

    /// <summary>The field at fault.</summary>
    public string? Field { get; init; }

    /// <summary>Dead for longer than this.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Dead for less than this.</summary>
    public TimeSpan? NewerThan { get; init; }

    /// <summary>The message's id on its queue, or how that begins.</summary>
    /// <exception cref="ArgumentException">It is empty, which every id begins with.</exception>
    public string? Id
    {
        get;
        init => field = value is null || !string.IsNullOrWhiteSpace(value) ? value : throw new ArgumentException("An empty id fits every message.", nameof(value));
    }

    /// <summary>An expression that is true of it.</summary>
    public WhereExpression? Where { get; init; }

    /// <summary>At most so many.</summary>
    public int? Limit { get; init; }

    /// <summary>
    /// Whether messages that were sent after the command began match, too. Those who only look want them: a clock that is behind SQS's must hide nothing.
    /// </summary>
    public bool IncludesLater { get; init; }

    /// <summary>Returns whether a message matches.</summary>
    /// <param name="letter">The message.</param>
    /// <param name="now">From when ages count.</param>
    /// <param name="fault">Why <see cref="Where"/> cannot be applied to it, so that it does not match; null if it can.</param>
    public bool Matches(Letter letter, DateTimeOffset now, out string? fault)
    {
        fault = null;
        return (Id is null || letter.Id.StartsWith(Id, StringComparison.OrdinalIgnoreCase))
            && (Reason is null || letter.Reason.Code == Reason)
            && (Field is null || letter.Reason.Field == Field)
            && (OlderThan is not { } older || now - letter.Since > older)
            && (NewerThan is not { } newer || now - letter.Since < newer)
            && (Where is null || Where.IsTrueOf(letter, out fault));
    }

    /// <summary>Whether no more than these can be meant, so that the rest of the queue need not be looked at.</summary>
    // Whether the beginning of an id fits one message only is known at the queue's end, whatever the limit.
    public bool IsFilledBy(int count) => Id is { } id ? count > 0 && id.Length == WholeIdCharacters : count >= Limit;
}
