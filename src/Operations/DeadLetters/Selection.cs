using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters;

/// <summary>What a look at a queue has found.</summary>
/// <param name="Letters">The messages that match, oldest dead letter first.</param>
/// <param name="Others">How many were seen that are not meant.</param>
/// <param name="Later">How many match and arrived after the listing had begun; they are left alone.</param>
/// <param name="IsComplete">Whether the whole queue was seen, as far as it was needed.</param>
internal sealed record Selection(IReadOnlyList<Letter> Letters, int Others, int Later, bool IsComplete)
{
    private const int Named = 5;

    /// <summary>The messages to which <c>--where</c> cannot be applied, each with the cause. They are among the others, and left alone.</summary>
    public IReadOnlyList<LetterFault> Odd { get; init; } = [];

    /// <summary>What a person should know of those that came later.</summary>
    public string LaterNote => $"{Counted.Of(Later, "more came after this began, and is left alone", "more came after this began, and are left alone")}.";

    /// <summary>What a person should know of them; null if there are none.</summary>
    public string? OddNote => Odd.Count == 0
        ? null
        : $"--where cannot be applied to {Counted.Of(Odd.Count, "message, which is left alone", "messages, which are left alone")}: {string.Join("; ", Odd.Take(Named).Select(static odd => $"{odd.MessageId} ({SafeText.Value(odd.Cause)})"))}"
            + (Odd.Count > Named ? $"; and {Odd.Count - Named:N0} more" : "");

    /// <summary>Takes the messages that match. All that was seen stays in <paramref name="hold"/>.</summary>
    /// <param name="hold">Takes from the queue.</param>
    /// <param name="filter">Which match.</param>
    /// <param name="cutOff">What was sent after it is not meant: it may be what this very program sent, come back.</param>
    /// <param name="progress">Is told how many were seen, now and then.</param>
    /// <param name="cancellationToken">Ends the taking.</param>
    /// <exception cref="CommandException">The beginning of an id fits several messages.</exception>
    public static async Task<Selection> TakeAsync(
        LetterHold hold, LetterFilter filter, DateTimeOffset cutOff, Action<int> progress, CancellationToken cancellationToken)
    {
        var (letters, odd) = (new List<Letter>(), new List<LetterFault>());
        var (seen, later) = (0, 0);
        var ended = await hold.TakeAsync(
            letter =>
            {
                progress(++seen);
                // The calls that are under way when enough was found bring some more.
                if (filter.IsFilledBy(letters.Count))
                {
                    return false;
                }

                if (filter.Matches(letter, cutOff, out var fault))
                {
                    if (letter.Message.SentAt > cutOff && !filter.IncludesLater)
                    {
                        later++;
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
            throw new CommandException($"--id {id} fits {letters.Count} messages: give more of it.") { ExitCode = ExitCodes.Usage };
        }

        letters.Sort(static (one, other) => (one.Since, one.SequenceNumber, one.Id).CompareTo((other.Since, other.SequenceNumber, other.Id)));
        return new Selection(letters, seen - letters.Count - later, later, ended) { Odd = odd };
    }
}

/// <summary>A message that a command left on the queue.</summary>
/// <param name="MessageId">Its ID.</param>
/// <param name="Cause">Why it was left.</param>
internal sealed record LetterFault(string MessageId, string Cause);
