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

/// <summary>What a redrive does with one message.</summary>
internal sealed record PlannedRedrive
{
    /// <summary>The dead letter.</summary>
    public required Letter Letter { get; init; }

    /// <summary>What is sent; null where it is refused.</summary>
    public OutgoingMessage? Message { get; init; }

    /// <summary>Why it is not sent, as a sentence; null where it is.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether its body is another than that of the dead letter.</summary>
    public bool IsEdited { get; init; }

    /// <summary>What the message says, by the Processor's own reader; null on other queues, and where it is invalid.</summary>
    public OrderMessage? Content { get; init; }

    /// <summary>Why the Processor will reject the unedited body again; null if it is valid, and on other queues.</summary>
    public FieldError? StillWrong { get; init; }

    /// <summary>Whether it is sent.</summary>
    [MemberNotNullWhen(true, nameof(Message))]
    public bool IsReady => Message is not null;

    /// <summary>Decides on one message.</summary>
    public static PlannedRedrive Of(Letter letter, QueueRole role, RedriveOptions options)
    {
        var before = letter.Redrive?.Count ?? 0;
        if (before >= options.MaxRedrives)
        {
            return Refuse(letter, $"it was sent back {Counted.Of(before, "time")} already: find out why it fails, or redrive it with ./orders dlq redrive --max-redrives");
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
        // Also where the change has changed nothing: whoever asks for one wants a body that is right.
        if (options.Change is not null && Wrong(body, role, content) is { } rule)
        {
            return Refuse(letter, $"the edited body breaks a rule: {rule}");
        }

        var message = MessageOf(letter, body, role, new RedriveMark(before + 1, options.By, options.At) { MessageId = letter.Id });
        // SQS refuses a whole request for one such message: what a reason that a sender forged had put back, or a character that only an editor knows.
        if (MessageRules.Broken(message) is { } broken)
        {
            return Refuse(letter, $"SQS does not take it: {broken}");
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

    // Within five minutes SQS drops what has the same id, and says that it was sent. With the message's own id that would be
    // the message itself, which was sent to the queue only just before. With a new one for each attempt nothing would be dropped: a
    // redrive that was killed and is made again would send twice. So it is the same for the same stay on the dead-letter
    // queue, and another one for another body.
    private static string DeduplicationIdOf(Letter letter, string body) =>
        $"redrive:{letter.Id}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)).AsSpan(0, 8))}";
}
