using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Json;
using Orders.Model;
using Orders.Operations.Terminal;
using Orders.Validation;

namespace Orders.Operations.DeadLetters;

/// <summary>What <c>dlq show</c> prints of one message.</summary>
/// <param name="Letter">The message.</param>
/// <param name="ShowPersonalData">Whether e-mail addresses are shown as they are.</param>
/// <param name="IsOrder">Whether its queue is that of orders, so that the Processor's rules apply to its body.</param>
/// <param name="Now">When it would be sent, were it sent back.</param>
internal sealed record LetterView(Letter Letter, bool ShowPersonalData, bool IsOrder, DateTimeOffset Now)
{
    private IReadOnlyList<FieldError> Errors => IsOrder ? Letter.Validate(Letter.Message.Body, Now).Errors : [];

    /// <summary>The message for a program.</summary>
    public string ToJson() => JsonWriting.ToText(this, static (writer, view) => view.Write(writer));

    /// <summary>The message for a person.</summary>
    public void WriteTo(TextWriter output)
    {
        void Line(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                output.WriteLine($"{name,-13} {SafeText.Clean(value)}");
            }
        }

        var (message, reason) = (Letter.Message, Letter.Reason);
        Line("id", Letter.Id);
        Line("reason", Text(reason.Field.Length > 0 ? $"{reason.Code}, field {reason.Field}" : reason.Code));
        Line("rule", Text(reason.Rule));
        Line("failed", reason.FailedAt is { } failedAt ? Timestamp.Format(failedAt) : null);
        Line("sent", Timestamp.Format(message.SentAt));
        Line("received", $"{(reason.ReceiveCount is { } count ? Counted.Of(count, "time") : "? times")} before it failed, {Counted.Of(message.ReceiveCount, "time")} here");
        Line("was message", Text(reason.OriginalMessageId));
        Line("group", Text(message.GroupId ?? ""));
        Line("redriven", Letter.Redrive is { } mark ? $"{Counted.Of(mark.Count, "time")}, last by {mark.By} at {Timestamp.Format(mark.At)}" : null);
        foreach (var (name, value) in Letter.SendersAttributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal))
        {
            Line("attribute", $"{name} ({value.DataType}) {Text(ValueOf(value))}");
        }

        if (IsOrder)
        {
            Line("valid now", Errors.Count == 0 ? "yes: it may be sent back as it is" : $"no: {Text(string.Join("; ", Errors))}");
        }

        output.WriteLine();
        output.WriteLine(SafeText.Clean(Text(message.Body)));
    }

    private static string ValueOf(MessageAttributeValue value) =>
        value.BinaryValue is { } binary ? Convert.ToBase64String(binary.ToArray()) : value.StringValue ?? "";

    private string Text(string text) => ShowPersonalData ? text : SafeText.Mask(text);

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Letter.Id);
        writer.WriteStartObject("reason");
        writer.WriteString("code", Letter.Reason.Code);
        writer.WriteString("field", Letter.Reason.Field);
        writer.WriteString("message", Text(Letter.Reason.Rule));
        writer.WriteEndObject();
        if (Letter.Reason.FailedAt is { } failedAt)
        {
            writer.WriteTime("failed_at", failedAt);
        }

        writer.WriteTime("sent_at", Letter.Message.SentAt);
        writer.WriteNumber("receive_count", Letter.Message.ReceiveCount);
        writer.WriteOptional("group_id", Letter.Message.GroupId);
        writer.WriteNumber("redrives", Letter.Redrive?.Count ?? 0);
        writer.WriteString("body", Text(Letter.Message.Body));
        WriteAttributes(writer);
        writer.WriteStartArray("errors");
        foreach (var error in Errors)
        {
            writer.WriteStartObject();
            writer.WriteString("field", error.Field);
            writer.WriteString("code", error.Code);
            writer.WriteString("message", error.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteAttributes(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("attributes");
        foreach (var (name, value) in Letter.SendersAttributes)
        {
            writer.WriteStartObject(name);
            writer.WriteString("data_type", value.DataType);
            writer.WriteString(value.BinaryValue is null ? "string_value" : "binary_value", Text(ValueOf(value)));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
