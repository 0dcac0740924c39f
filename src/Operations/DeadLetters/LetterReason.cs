using System.Text.Json;
using Orders.Events;
using Orders.Json;
using Orders.Model;
using Orders.Validation;

namespace Orders.Operations.DeadLetters;

/// <summary>The reason in the attribute <c>dead_letter</c>.</summary>
internal sealed record LetterReason
{
    /// <summary>The code of a message without <c>dead_letter</c>, as SQS moves them.</summary>
    public const string None = "none";

    /// <summary>Every code that a dead letter of this pipeline can have.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        [.. ErrorCodes.All.Where(static code => code != ErrorCodes.Unavailable), QuarantinedEvent.Code, .. InvalidChangeException.Codes, None];

    /// <summary>The code, for programs.</summary>
    public required string Code { get; init; }

    /// <summary>The invalid field; empty if there is none.</summary>
    public string Field { get; init; } = "";

    /// <summary>Field and rule as a sentence.</summary>
    public string Rule { get; init; } = "";

    /// <summary>When it failed; null if unknown.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The message's receive count when it failed.</summary>
    public int? ReceiveCount { get; init; }

    /// <summary>The message's id on the queue where it failed; empty if unknown.</summary>
    public string OriginalMessageId { get; init; } = "";

    /// <summary>The id of the Lambda request in which it failed; empty if unknown.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The reason of a message without one.</summary>
    public static LetterReason Unknown { get; } = new() { Code = None, Rule = "has no reason: SQS moved it itself, or somebody put it there" };

    /// <summary>Reads the attribute. If somebody else wrote it in another form, the readable parts are used.</summary>
    public static LetterReason Read(string? attribute)
    {
        if (attribute is null)
        {
            return Unknown;
        }

        using var document = UntrustedJson.Parse(attribute);
        return document?.RootElement is { ValueKind: JsonValueKind.Object } reason
            ? new LetterReason
            {
                Code = reason.Text("code") is { } code && !string.IsNullOrWhiteSpace(code) ? code : "unreadable",
                Field = reason.Text("field") ?? "",
                Rule = reason.Text("message") ?? "",
                FailedAt = Timestamp.TryParse(reason.Text("failed_at"), out var time) ? time : null,
                ReceiveCount = reason.WholeNumber("receive_count"),
                OriginalMessageId = reason.Text("message_id") ?? "",
                RequestId = reason.Text("request_id") ?? "",
            }
            : Unreadable();
    }

    private static LetterReason Unreadable() => new() { Code = "unreadable", Rule = "its dead_letter is not the JSON object that this pipeline writes" };
}
