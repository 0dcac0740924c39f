using Orders.Operations.Json;
using Orders.Operations.Terminal;
using Spectre.Console;

namespace Orders.Operations.DeadLetters;

/// <summary>The result of <c>dlq list</c>.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Selection">The messages found.</param>
/// <param name="Now">The time from which ages count.</param>
internal sealed record LetterListing(string Queue, Selection Selection, DateTimeOffset Now)
{
    private const int RuleWidth = 24;

    private readonly IReadOnlyList<LetterGroup> _groups = LetterGroup.Of(Selection.Letters);

    /// <summary>Returns the listing as JSON.</summary>
    public string ToJson() => OperationsJson.Default.LetterListingJson.ToText(
        new LetterListingJson(Queue, Selection.Letters.Count, Selection.Others, Selection.HeldElsewhere, Selection.HasAll, _groups, Selection.Odd));

    /// <summary>Writes the listing as text.</summary>
    public void WriteTo(IAnsiConsole console)
    {
        if (_groups.Count > 0)
        {
            var table = new FittedTable(
                new("reason"), new("field"), new("count") { IsRight = true }, new("oldest"), new("newest") { IsOptional = true }, new("rule") { MinWidth = RuleWidth }, new("example"));
            foreach (var group in _groups)
            {
                table.AddRow([.. new[]
                {
                    group.Code, group.Field, $"{group.Count:N0}", Age.Describe(Now - group.Oldest), Age.Describe(Now - group.Newest), group.Rule, group.Example ?? "",
                }.Select(static text => new FittedCell(SafeText.Value(text)))]);
            }

            console.Write(table);
        }

        console.WriteLine($"{(Selection.IsComplete && !Selection.IsLimited ? "" : "At least ")}{Selection.Letters.Count:N0} on {Queue}{(Selection.Others > 0 ? $", {Counted.Of(Selection.Others, "other")} not listed" : "")}");
        if (Selection.IsLimited)
        {
            console.WriteLine("The rest of the queue was not read: use a higher --limit.");
        }

        if (!Selection.IsComplete)
        {
            console.WriteLine(Selection.IncompleteNote);
        }
    }
}

/// <summary>The listing's JSON.</summary>
internal sealed record LetterListingJson(
    string Queue, int Count, int Others, int HeldElsewhere, bool Complete, IReadOnlyList<LetterGroup> Groups, IReadOnlyList<LetterFault> WhereNotApplied);
