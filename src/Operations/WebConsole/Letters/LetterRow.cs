using System.Text;
using System.Text.Json;
using Orders.Json;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>A dead letter as a row of the page's table. <see cref="Http.Replies"/> masks it.</summary>
/// <param name="Id">Its ID on the queue.</param>
/// <param name="Code">The reason's code.</param>
/// <param name="Field">The field that the reason names; empty for none.</param>
/// <param name="Key">The idempotency key, else the order ID; null for neither.</param>
/// <param name="Source">The body's <c>source</c>; null for none.</param>
/// <param name="Value">The value of the field as JSON; of a body that is not JSON its start; null for none.</param>
/// <param name="Since">When it was dead-lettered.</param>
/// <param name="Redrives">How often it was redriven.</param>
/// <param name="Bytes">The length of its body.</param>
internal sealed record LetterRow(
    string Id, string Code, string Field, string? Key, string? Source, string? Value, DateTimeOffset Since, int Redrives, int Bytes)
{
    private const int ValueCharacters = 120;

    // The members that identify a message: of an order, of a change, and of an event.
    private static readonly string[] Keys = ["idempotency_key", "order_id", "subject"];

    public static LetterRow Of(Letter letter, bool showPersonalData)
    {
        var body = showPersonalData ? letter.Message.Body : SafeText.MaskBody(letter.Message.Body);
        using var document = UntrustedJson.Parse(body);
        var root = document?.RootElement ?? default;
        return new LetterRow(
            letter.Id,
            letter.Reason.Code,
            letter.Reason.Field,
            Keys.Select(name => root.Text(name)).FirstOrDefault(static key => key is not null),
            root.Text("source"),
            document is null ? Cut(body) : ValueOf(root, letter.Reason.Field),
            letter.Since,
            letter.Redrive?.Count ?? 0,
            Encoding.UTF8.GetByteCount(letter.Message.Body));
    }

    private static string? ValueOf(JsonElement root, string field) =>
        field.Split('.').Aggregate(root, static (element, name) => element.Member(name)) is { ValueKind: not JsonValueKind.Undefined } value ? Cut(value.GetRawText()) : null;

    // A surrogate pair is one character, which must not be cut in half.
    private static string Cut(string text) => text.Length <= ValueCharacters
        ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[ValueCharacters - 1]) ? ValueCharacters - 1 : ValueCharacters), "…");
}
