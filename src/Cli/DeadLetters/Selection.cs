namespace Orders.Cli.DeadLetters;

/// <summary>What a look at a queue has found.</summary>
/// <param name="Letters">The messages that are meant, the longest dead first.</param>
/// <param name="Others">How many were seen that are not meant.</param>
/// <param name="Later">How many are meant and came only after the look had begun; they are left alone.</param>
/// <param name="IsComplete">Whether the whole queue was seen, as far as it was needed.</param>
internal sealed record Selection(IReadOnlyList<Letter> Letters, int Others, int Later, bool IsComplete)
{
    /// <summary>Takes the messages that are meant. All that was seen stays in <paramref name="hold"/>.</summary>
    /// <param name="hold">Takes from the queue.</param>
    /// <param name="filter">Which are meant.</param>
    /// <param name="cutOff">What was sent after it is not meant: it may be what this very program sent, come back.</param>
    /// <param name="progress">Is told how many were seen, now and then.</param>
    /// <param name="cancellationToken">Ends the taking.</param>
    /// <exception cref="CommandException">The beginning of an id fits several messages.</exception>
    public static async Task<Selection> TakeAsync(
        LetterHold hold, LetterFilter filter, DateTimeOffset cutOff, Action<int> progress, CancellationToken cancellationToken)
    {
        var letters = new List<Letter>();
        var (seen, later) = (0, 0);
        var ended = await hold.TakeAsync(
            letter =>
            {
                progress(++seen);
                // The calls that are under way when enough was found bring some more.
                if (!filter.IsFilledBy(letters.Count) && filter.Matches(letter, cutOff))
                {
                    if (letter.Message.SentAt > cutOff)
                    {
                        later++;
                    }
                    else
                    {
                        letters.Add(letter);
                    }
                }

                return !filter.IsFilledBy(letters.Count);
            },
            cancellationToken);
        if (filter.Id is { } id && letters.Count > 1)
        {
            throw new CommandException($"--id {id} fits {letters.Count} messages: give more of it.") { ExitCode = ExitCodes.Usage };
        }

        letters.Sort(static (one, other) => (one.Since, one.SequenceNumber, one.Id).CompareTo((other.Since, other.SequenceNumber, other.Id)));
        return new Selection(letters, seen - letters.Count - later, later, ended);
    }
}
