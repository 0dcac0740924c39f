using System.Text;
using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Json;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>Dead letters as the page gets them; <see cref="Http.Replies"/> masks them. A body is covered here, so that an editor can give it back.</summary>
internal static class PageLetters
{
    /// <summary>As many as a page lists; the groups count all.</summary>
    private const int Listed = 200;

    private const int PreviewCharacters = 160;

    /// <summary>What a look has found: its groups, and the messages of one reason and field or of all.</summary>
    public static void WriteLook(Utf8JsonWriter writer, Look look, LetterFilter filter, bool isBusy, bool showPersonalData)
    {
        var meant = look.Selection.Letters.Where(letter => filter.Matches(letter, look.At, out _)).ToList();
        writer.WriteStartObject();
        writer.WriteTime("looked_at", look.At);
        writer.WriteBoolean("complete", look.IsComplete);
        writer.WriteBoolean("busy", isBusy);
        writer.WriteNumber("seen", look.Selection.Letters.Count);
        writer.WriteStartArray("groups");
        foreach (var group in LetterGroup.Of(look.Selection.Letters))
        {
            WriteGroup(writer, group);
        }

        writer.WriteEndArray();
        writer.WriteNumber("meant", meant.Count);
        writer.WriteStartArray("letters");
        foreach (var letter in meant.Take(Listed))
        {
            WriteSummary(writer, letter, showPersonalData);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>One message, its body ready for an editor.</summary>
    public static void WriteLetter(Utf8JsonWriter writer, Letter letter, QueueRole queue, bool showPersonalData, DateTimeOffset now)
    {
        var body = showPersonalData ? letter.Message.Body : new CoveredText(letter.Message.Body).Text;
        writer.WriteStartObject();
        WriteFacts(writer, letter);
        writer.WriteString("original_message_id", letter.Reason.OriginalMessageId);
        writer.WriteOptional("group_id", letter.Message.GroupId);
        if (letter.Redrive is { } mark)
        {
            writer.WriteString("redriven_by", mark.By);
            writer.WriteTime("redriven_at", mark.At);
        }

        writer.WriteString("body", body);
        writer.WriteBoolean("covered", body != letter.Message.Body);
        writer.WriteStartArray("attributes");
        foreach (var (name, value) in letter.SendersAttributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteString("data_type", value.DataType);
            writer.WriteString("value", ValueOf(value));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (queue.IsOrders)
        {
            writer.WritePropertyName("check");
            BodyCheck.Of(letter, body, isCovered: !showPersonalData, now).Write(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter writer, LetterGroup group)
    {
        writer.WriteStartObject();
        writer.WriteString("code", group.Code);
        writer.WriteString("field", group.Field);
        writer.WriteString("message", group.Rule);
        writer.WriteNumber("count", group.Count);
        writer.WriteTime("oldest", group.Oldest);
        writer.WriteTime("newest", group.Newest);
        writer.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter writer, Letter letter, bool showPersonalData)
    {
        writer.WriteStartObject();
        WriteFacts(writer, letter);
        writer.WriteString("preview", Preview(showPersonalData ? letter.Message.Body : SafeText.Mask(letter.Message.Body)));
        writer.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter writer, Letter letter)
    {
        writer.WriteString("id", letter.Id);
        writer.WriteString("code", letter.Reason.Code);
        writer.WriteString("field", letter.Reason.Field);
        writer.WriteString("message", letter.Reason.Rule);
        writer.WriteTime("since", letter.Since);
        writer.WriteTime("sent_at", letter.Message.SentAt);
        writer.WriteNumber("receive_count", letter.Reason.ReceiveCount ?? 0);
        writer.WriteNumber("redrives", letter.Redrive?.Count ?? 0);
        writer.WriteNumber("bytes", Encoding.UTF8.GetByteCount(letter.Message.Body));
    }

    // A pair of surrogates is one character: no half of it is text.
    private static string Preview(string text) => text.Length <= PreviewCharacters
        ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[PreviewCharacters - 1]) ? PreviewCharacters - 1 : PreviewCharacters), "…");

    private static string ValueOf(MessageAttributeValue value) =>
        value.BinaryValue is { } binary ? Convert.ToBase64String(binary.ToArray()) : value.StringValue ?? "";
}
