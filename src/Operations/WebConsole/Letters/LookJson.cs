using Orders.Operations.DeadLetters;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>The groups on a queue, and the messages of one reason and field or of all. <see cref="Http.Replies"/> masks it.</summary>
internal sealed record LookJson(
    DateTimeOffset LookedAt, bool Complete, bool Busy, int Seen, IEnumerable<LetterGroup> Groups, int Matching, IEnumerable<PageLetter> Letters)
{
    /// <summary>The maximum number of messages that a page lists; the groups count all.</summary>
    private const int Listed = 200;

    public static LookJson Of(Look look, LetterFilter filter, bool isBusy, bool showPersonalData)
    {
        var letters = look.Selection.Letters;
        var matching = letters.Where(letter => filter.Matches(letter, look.At, out _)).ToList();
        return new LookJson(
            look.At,
            look.IsComplete,
            isBusy,
            letters.Count,
            LetterGroup.Of(letters).Select(static group => group with { Example = null }),
            matching.Count,
            matching.Take(Listed).Select(letter => PageLetter.Of(letter, showPersonalData)));
    }
}
