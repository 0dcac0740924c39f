using System.Text.Json.Serialization;

namespace Orders.Operations.DeadLetters;

/// <summary>The messages with one reason.</summary>
/// <param name="Code">The reason's code.</param>
/// <param name="Field">The field that the reason names; empty for none.</param>
/// <param name="Rule">The reason's sentence, from the example.</param>
/// <param name="Count">The number of messages.</param>
/// <param name="Oldest">When the first of them was dead-lettered.</param>
/// <param name="Newest">When the last of them was dead-lettered.</param>
/// <param name="Example">The id of the first of them; null if left out.</param>
internal sealed record LetterGroup(
    string Code, string Field, [property: JsonPropertyName("message")] string Rule, int Count, DateTimeOffset Oldest, DateTimeOffset Newest, string? Example)
{
    /// <summary>Groups messages, oldest first, by code and field; the largest group comes first.</summary>
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
