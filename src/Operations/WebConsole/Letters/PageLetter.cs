using System.Text;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>A dead letter for the page; <see cref="Http.Replies"/> masks it. Its body is masked here, so that an edited body can be
/// restored.</summary>
internal sealed record PageLetter(
    string Id, string Code, string Field, string Message, DateTimeOffset? PutAt, DateTimeOffset? SentAt, int ReceiveCount, int Redrives, int Bytes,
    string? OriginalMessageId = null, string? GroupId = null, string? RedrivenBy = null, DateTimeOffset? RedrivenAt = null, string? Body = null, bool? Covered = null,
    IEnumerable<PageAttributeJson>? Attributes = null, BodyCheckJson? Check = null)
{
    /// <summary>Creates a message, with its body ready for an editor.</summary>
    public static PageLetter Of(Letter letter, QueueRole queue, bool showPersonalData, DateTimeOffset now)
    {
        var body = showPersonalData ? letter.Message.Body : new CoveredText(letter.Message.Body).Text;
        return Facts(letter) with
        {
            OriginalMessageId = letter.Reason.OriginalMessageId,
            GroupId = letter.Message.GroupId,
            RedrivenBy = letter.Redrive?.By,
            RedrivenAt = letter.Redrive?.At,
            Body = body,
            Covered = body != letter.Message.Body,
            Attributes = letter.SendersAttributes
                .OrderBy(static attribute => attribute.Key, StringComparer.Ordinal)
                .Select(static attribute => new PageAttributeJson(attribute.Key, attribute.Value.DataType, LetterView.ValueOf(attribute.Value))),
            Check = queue.IsOrders ? BodyCheck.Of(letter, body, isCovered: !showPersonalData, now).Answer : null,
        };
    }

    private static PageLetter Facts(Letter letter) => new(
        letter.Id,
        letter.Reason.Code,
        letter.Reason.Field,
        letter.Reason.Rule,
        letter.PutAt,
        letter.PutAt is null ? letter.Message.SentAt : null,
        letter.Reason.ReceiveCount ?? 0,
        letter.Redrive?.Count ?? 0,
        Encoding.UTF8.GetByteCount(letter.Message.Body));
}

/// <summary>An attribute of the sender.</summary>
internal sealed record PageAttributeJson(string Name, string DataType, string Value);
