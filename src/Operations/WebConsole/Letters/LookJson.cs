using Orders.Operations.DeadLetters;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>The groups on a queue, and a page of its messages. <see cref="Http.Replies"/> masks it.</summary>
internal sealed record LookJson(
    DateTimeOffset LookedAt, bool Complete, int HeldElsewhere, bool Busy, int Seen, IEnumerable<LetterGroup> Groups, int Matching, int Page, int Pages, int PageRows, IEnumerable<LetterRow> Letters)
{
    /// <summary>The number of rows on a page.</summary>
    private const int RowsPerPage = 200;

    public static LookJson Of(Look look, LetterQuery query, bool isBusy, bool showPersonalData)
    {
        var rows = query.RowsOf(look, showPersonalData);
        var pages = Math.Max(1, (rows.Count + RowsPerPage - 1) / RowsPerPage);
        var page = Math.Min(query.Page, pages);
        return new LookJson(
            look.At,
            look.IsComplete,
            look.Selection.HeldElsewhere,
            isBusy,
            look.Selection.Letters.Count,
            LetterGroup.Of(look.Selection.Letters).Select(static group => group with { Example = null }),
            rows.Count,
            page,
            pages,
            RowsPerPage,
            rows.Skip((page - 1) * RowsPerPage).Take(RowsPerPage));
    }
}
