using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters;

/// <summary>The messages found on a queue.</summary>
/// <param name="Letters">The messages that match, oldest dead letter first.</param>
/// <param name="Others">The number of messages that do not match.</param>
/// <param name="Later">The messages that match but arrived after the command started; they are left alone.</param>
/// <param name="IsComplete">Whether the whole queue was read, as far as needed.</param>
internal sealed record Selection(IReadOnlyList<Letter> Letters, int Others, IReadOnlyList<Letter> Later, bool IsComplete)
{
    /// <summary>No message.</summary>
    public static readonly Selection None = new([], Others: 0, [], IsComplete: true);

    /// <summary>A note about a selection that is not complete.</summary>
    public const string IncompleteNote = "There may be more: SQS may not have returned every message. A FIFO queue returns the next ones of a group once the first are deleted.";

    private const int Named = 5;

    /// <summary>Whether the reading stopped at the maximum number of messages, so that more may match.</summary>
    public bool IsLimited { get; init; }

    /// <summary>Whether the selection has every message that matches: none is hidden by another reader, and the reading did not stop early.</summary>
    public bool HasAll => IsComplete && !IsLimited && HeldElsewhere == 0;

    /// <summary>The number of messages that another reader has received, by SQS's approximate count.</summary>
    public int HeldElsewhere { get; init; }

    /// <summary>The messages to which <c>--where</c> cannot be applied, each with the cause. They count as others, and are left alone.</summary>
    public IReadOnlyList<LetterFault> Odd { get; init; } = [];

    /// <summary>A note about the later messages.</summary>
    public string LaterNote => $"{Counted.Of(Later.Count, "message arrived after the command started and is left alone", "messages arrived after the command started and are left alone")}.";

    /// <summary>A note about the messages in <see cref="Odd"/>; null if there are none.</summary>
    public string? OddNote => Odd.Count == 0
        ? null
        : $"--where cannot be applied to {Counted.Of(Odd.Count, "message, which is left alone", "messages, which are left alone")}: {string.Join("; ", Odd.Take(Named).Select(static odd => $"{odd.MessageId} ({SafeText.Value(odd.Cause)})"))}"
            + (Odd.Count > Named ? $"; and {Odd.Count - Named:N0} more" : "");

    /// <summary>The reason that was asked for and that no message has, and the reasons that there are; null if a message has it, or none was asked for.</summary>
    public (string Asked, IReadOnlyList<string> Found)? NoSuchReason { get; init; }

    /// <summary>A note about <see cref="NoSuchReason"/>; null if there is none. A wrong code would otherwise look like a queue in order.</summary>
    public string? ReasonNote => NoSuchReason is not var (asked, found) ? null
        : $"No message has the reason {SafeText.Value(asked)}. The reasons there are {string.Join(", ", found.Select(static code => SafeText.Value(code)))}.";

    /// <summary>Receives the messages that match. All received messages stay in <paramref name="hold"/>.</summary>
    /// <param name="hold">Receives from the queue.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="cutOff">Later messages do not match: this program may have sent them, and they were dead-lettered again.</param>
    /// <param name="progress">Receives the number of messages seen, now and then.</param>
    /// <param name="cancellationToken">Stops receiving.</param>
    /// <exception cref="CommandException">An id's prefix matches several messages.</exception>
    public static async Task<Selection> TakeAsync(
        LetterHold hold, LetterFilter filter, DateTimeOffset cutOff, Action<int> progress, CancellationToken cancellationToken)
    {
        var (letters, later, odd) = (new List<Letter>(), new List<Letter>(), new List<LetterFault>());
        var (seen, reasons) = (0, new SortedSet<string>(StringComparer.Ordinal));
        var ended = await hold.TakeAsync(
            letter =>
            {
                progress(++seen);
                reasons.Add(letter.Reason.Code);
                if (filter.Matches(letter, cutOff, out var fault))
                {
                    if (letter.Message.SentAt > cutOff && !filter.IncludesLater)
                    {
                        later.Add(letter);
                    }
                    else
                    {
                        letters.Add(letter);
                    }
                }

                if (fault is not null)
                {
                    odd.Add(new LetterFault(letter.Id, fault));
                }

                return !filter.IsFilledBy(letters.Count);
            },
            cancellationToken);
        if (filter.Id is { } id && letters.Count > 1)
        {
            throw new CommandException($"--id {id} matches {letters.Count} messages: give more characters.") { ExitCode = ExitCodes.Usage };
        }

        letters.Sort(static (one, other) => (one.Since, one.SequenceNumber, one.Id).CompareTo((other.Since, other.SequenceNumber, other.Id)));
        return new Selection(letters, seen - letters.Count - later.Count, later, ended)
        {
            Odd = odd,
            IsLimited = letters.Count >= filter.Limit,
            NoSuchReason = filter.Reason is { } reason && reasons.Count > 0 && !reasons.Contains(reason) ? (reason, [.. reasons]) : null,
        };
    }
}

/// <summary>A message that a command left on the queue.</summary>
/// <param name="MessageId">Its ID.</param>
/// <param name="Cause">Why it was left.</param>
internal sealed record LetterFault(string MessageId, string Cause);
