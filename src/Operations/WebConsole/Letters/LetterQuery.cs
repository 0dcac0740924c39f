using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;
using Orders.Operations.WebConsole.Http;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>The rows that a page's table shows, and their order.</summary>
internal sealed record LetterQuery
{
    /// <summary>The names of the parameters.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["reason", "field", "no_field", "search", "sort", "descending", "page"];

    private const string Age = "age";

    private static readonly Dictionary<string, Func<LetterRow, string?>> Columns = new(StringComparer.Ordinal)
    {
        [Age] = static _ => null,
        ["key"] = static row => row.Key,
        ["source"] = static row => row.Source,
        ["field"] = static row => $"{row.Code} {row.Field}",
        ["value"] = static row => row.Value,
    };

    /// <summary>The reason and field of the rows.</summary>
    public LetterFilter Filter { get; init; } = new();

    /// <summary>The text that a row or its body contains, in any case; null for any.</summary>
    public string? Search { get; init; }

    /// <summary>The column by which the rows are sorted.</summary>
    public string Sort { get; init; } = Age;

    /// <summary>Whether the last row comes first. By age, the oldest comes first otherwise.</summary>
    public bool IsDescending { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Reads the query of a request.</summary>
    /// <exception cref="RefusedException">A parameter breaks its rule.</exception>
    public static LetterQuery Read(RequestParameters query) => new()
    {
        Filter = new() { Reason = query.Text("reason"), Field = FieldOf(query.Text("field"), query.Flag("no_field")) },
        Search = query.Text("search"),
        Sort = query.OneOf("sort", Columns.Keys) ?? Age,
        IsDescending = query.Flag("descending"),
        Page = query.WholeNumber("page") switch
        {
            null => 1,
            > 0 and var page => page,
            _ => throw RequestMembers.Bad("page must be at least 1"),
        },
    };

    /// <summary>Returns the field of a filter: empty for messages without one.</summary>
    /// <exception cref="RefusedException">Both are given.</exception>
    public static string? FieldOf(string? field, bool noField) => (field, noField) switch
    {
        (_, false) => field,
        (null, true) => "",
        _ => throw RequestMembers.Bad("no_field and field contradict each other: only one of them may be given"),
    };

    /// <summary>Returns all matching rows in their order.</summary>
    public IReadOnlyList<LetterRow> RowsOf(Look look, bool showPersonalData)
    {
        var rows = look.Selection.Letters
            .Where(letter => Filter.Matches(letter, look.At, out _) && (Search is null || Contains(letter, Search, showPersonalData)))
            .Select(letter => LetterRow.Of(letter, showPersonalData));
        return (Sort, IsDescending) switch
        {
            // The letters are in this order.
            (Age, false) => [.. rows],
            (Age, true) => [.. rows.Reverse()],
            (_, false) => [.. rows.OrderBy(Columns[Sort], StringComparer.OrdinalIgnoreCase)],
            _ => [.. rows.OrderByDescending(Columns[Sort], StringComparer.OrdinalIgnoreCase)],
        };
    }

    // Only what the page shows is searched: otherwise a search could find out what is masked.
    private static bool Contains(Letter letter, string text, bool showPersonalData) =>
        new[] { letter.Id, letter.Reason.Code, letter.Reason.Field, showPersonalData ? letter.Message.Body : SafeText.MaskBody(letter.Message.Body) }
            .Any(part => part.Contains(text, StringComparison.OrdinalIgnoreCase));
}
