using Amazon.SQS.Model;
using Orders.Model;
using Orders.Operations.Json;
using Orders.Operations.Terminal;
using Orders.Validation;

namespace Orders.Operations.DeadLetters;

/// <summary>The result of <c>dlq show</c>.</summary>
/// <param name="Letter">The message.</param>
/// <param name="ShowPersonalData">Whether personal data is shown unmasked.</param>
/// <param name="Queue">Its queue. On that of the orders, the Processor's rules apply to its body.</param>
/// <param name="Now">The time for which it is validated.</param>
internal sealed record LetterView(Letter Letter, bool ShowPersonalData, QueueRole Queue, DateTimeOffset Now)
{
    /// <summary>The log of the request in which it failed; null if unknown.</summary>
    public LetterLog? Log { get; init; }

    /// <summary>The lines of that log, if it is on this machine.</summary>
    public IReadOnlyList<string> LogLines { get; init; } = [];

    private IReadOnlyList<FieldError> Errors => Queue.IsOrders ? Letter.Validate(Letter.Message.Body, Now).Errors : [];

    /// <summary>Returns the message as JSON.</summary>
    public string ToJson() => OperationsJson.Default.LetterViewJson.ToText(new LetterViewJson(
        Letter.Id,
        new LetterReasonJson(Letter.Reason.Code, Letter.Reason.Field, Text(Letter.Reason.Rule)),
        Letter.Reason.FailedAt,
        Letter.Message.SentAt,
        Letter.Message.ReceiveCount,
        Letter.Message.GroupId,
        Letter.Redrive?.Count ?? 0,
        Body,
        Letter.SendersAttributes.ToDictionary(static attribute => attribute.Key, attribute => Attribute(attribute.Value)),
        Errors.Select(static error => new FieldErrorJson(error.Field, error.Code, error.ToString())),
        Log is null ? null : new LetterLogJson(Log.RequestId, Log.LogGroup, Log.Query, LogLines.Count == 0 ? null : LogLines.Select(Text))));

    /// <summary>Writes the message as text.</summary>
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

        if (Queue.IsOrders)
        {
            Line("valid now", Errors.Count == 0 ? "yes: it can be redriven unchanged" : $"no: {Text(string.Join("; ", Errors))}");
        }

        Line("log group", Log?.LogGroup);
        Line("log query", Log?.Query);
        output.WriteLine();
        output.WriteLine(SafeText.Clean(Body));
        if (LogLines.Count > 0)
        {
            output.WriteLine();
            output.WriteLine($"Log of {Log!.Function} for the request in which it failed:");
            foreach (var line in LogLines)
            {
                output.WriteLine(SafeText.Clean(Text(line)));
            }
        }
    }

    /// <summary>Returns an attribute's value as text; bytes in base64.</summary>
    public static string ValueOf(MessageAttributeValue value) =>
        value.BinaryValue is { } binary ? Convert.ToBase64String(binary.ToArray()) : value.StringValue ?? "";

    private string Body => ShowPersonalData ? Letter.Message.Body : SafeText.MaskBody(Letter.Message.Body);

    private string Text(string text) => ShowPersonalData ? text : SafeText.Mask(text);

    private LetterAttributeJson Attribute(MessageAttributeValue value)
    {
        var text = Text(ValueOf(value));
        return value.BinaryValue is null ? new(value.DataType, text, BinaryValue: null) : new(value.DataType, StringValue: null, text);
    }
}

/// <summary>The message's JSON.</summary>
internal sealed record LetterViewJson(
    string Id, LetterReasonJson Reason, DateTimeOffset? FailedAt, DateTimeOffset SentAt, int ReceiveCount, string? GroupId, int Redrives, string Body,
    IReadOnlyDictionary<string, LetterAttributeJson> Attributes, IEnumerable<FieldErrorJson> Errors, LetterLogJson? Log);

/// <summary>The log's JSON.</summary>
internal sealed record LetterLogJson(Guid RequestId, string LogGroup, string Query, IEnumerable<string>? Lines);

/// <summary>The reason's JSON.</summary>
internal sealed record LetterReasonJson(string Code, string Field, string Message);

/// <summary>The JSON of a sender's attribute.</summary>
internal sealed record LetterAttributeJson(string DataType, string? StringValue, string? BinaryValue);

/// <summary>A rule that a body breaks, and for an editor the line.</summary>
internal sealed record FieldErrorJson(string Field, string Code, string Message, int? Line = null);
