using System.Text.Json.Serialization;

namespace Orders.Operations.DeadLetters;

/// <summary>The messages of one reason.</summary>
/// <param name="Code">The reason's code.</param>
/// <param name="Field">The field at fault; empty for none.</param>
/// <param name="Rule">The reason's sentence, of the example.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">Since when the first of them is dead.</param>
/// <param name="Newest">Since when the last of them is dead.</param>
/// <param name="Example">The id of the first of them; null where it is left out.</param>
internal sealed record LetterGroup(
    string Code, string Field, [property: JsonPropertyName("message")] string Rule, int Count, DateTimeOffset Oldest, DateTimeOffset Newest, string? Example)
{
    /// <summary>Groups messages, the longest dead first, by code and field; the largest group first.</summary>
    public static IReadOnlyList<LetterGroup> Of(IEnumerable<Letter> letters) =>
    [
        .. letters
            .GroupBy(static letter => (letter.Reason.Code, letter.Reason.Field))
            .Select(static group => new LetterGroup(
                group.Key.Code, group.Key.Field, group.First().Reason.Rule, group.Count(), group.First().Since, group.Last().Since, group.First().Id))
            .OrderByDescending(static group => group.Count)
            .ThenBy(static group => group.Code, StringComparer.Ordinal)
            .ThenBy(static group => group.Field, StringComparer.Ordinal),
    ];
}
