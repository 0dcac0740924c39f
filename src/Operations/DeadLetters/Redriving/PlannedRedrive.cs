using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Amazon.SQS.Model;
using Orders.Json;
using Orders.Messages;
using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.Terminal;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The planned redrive of one message.</summary>
internal sealed record PlannedRedrive
{
    /// <summary>The dead letter.</summary>
    public required Letter Letter { get; init; }

    /// <summary>The message to send; null if it is refused.</summary>
    public OutgoingMessage? Message { get; init; }

    /// <summary>Why it is not sent, as a sentence; null if it is.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether its body differs from that of the dead letter.</summary>
    public bool IsEdited { get; init; }

    /// <summary>The message as the Processor reads it; null on other queues, and if it is invalid.</summary>
    public OrderMessage? Content { get; init; }

    /// <summary>Why the Processor will reject the unedited body again; null if it is valid, and on other queues.</summary>
    public FieldError? StillWrong { get; init; }

    /// <summary>Whether it is sent.</summary>
    [MemberNotNullWhen(true, nameof(Message))]
    public bool IsReady => Message is not null;

    /// <summary>Plans the redrive of one message.</summary>
    public static PlannedRedrive Of(Letter letter, QueueRole role, RedriveOptions options)
    {
        var before = letter.Redrive?.Count ?? 0;
        if (before >= options.MaxRedrives)
        {
            return Refuse(letter, $"it was redriven {Counted.Of(before, "time")} already: find out why it fails, or redrive it with a higher --max-redrives (./orders dlq redrive)");
        }

        string body;
        try
        {
            body = options.Change?.Apply(letter.Message.Body) ?? letter.Message.Body;
        }
        catch (UnchangeableBodyException exception)
        {
            return Refuse(letter, exception.Message);
        }

        var isEdited = body != letter.Message.Body;
        var content = role.IsOrders ? letter.Validate(body, options.At) : default;
        // Checked even if the change changed nothing: an operator who edits wants a valid body.
        if (options.Change is not null && Wrong(body, role, content) is { } rule)
        {
            return Refuse(letter, $"the edited body breaks a rule: {rule}");
        }

        var message = MessageOf(letter, body, role, new RedriveMark(before + 1, options.By, options.At) { MessageId = letter.Id });
        // SQS refuses a whole request for one invalid message: restored attributes may come from a forged reason, and an editor may add any
        // character.
        if (MessageRules.Broken(message) is { } broken)
        {
            return Refuse(letter, $"SQS does not accept it: {broken}");
        }

        return new PlannedRedrive
        {
            Letter = letter,
            Message = message,
            IsEdited = isEdited,
            Content = content.Value,
            StillWrong = role.IsOrders && !content.IsValid ? content.Errors[0] : null,
        };
    }

    private static PlannedRedrive Refuse(Letter letter, string why) => new() { Letter = letter, Refusal = why };

    private static string? Wrong(string body, QueueRole role, Validated<OrderMessage> content)
    {
        if (role.IsOrders)
        {
            return content.IsValid ? null : string.Join("; ", content.Errors);
        }

        return UntrustedJson.FindFault(body) is { } rule ? $"body {rule}" : null;
    }

    private static OutgoingMessage MessageOf(Letter letter, string body, QueueRole role, RedriveMark mark)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(letter.SendersAttributes, StringComparer.Ordinal);
        mark.AddTo(attributes);
        return new OutgoingMessage(body)
        {
            Attributes = attributes,
            GroupId = letter.Message.GroupId,
            DeduplicationId = role.IsFifo ? DeduplicationIdOf(letter, body) : null,
            TraceHeader = letter.TraceHeader,
        };
    }

    // Within five minutes SQS drops a message with the same deduplication id, and reports it as sent. The message's original id would drop it
    // if it was sent to the queue only just before. A new id for each attempt would drop nothing: a redrive that was killed and is run again
    // would send twice. So the id is the same for the same stay on the dead-letter queue, and differs for another body.
    private static string DeduplicationIdOf(Letter letter, string body) =>
        $"redrive:{letter.Id}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)).AsSpan(0, 8))}";
}
