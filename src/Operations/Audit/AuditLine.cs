using Orders.Json;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Json;

namespace Orders.Operations.Audit;

/// <summary>What was done with one message: a line of the audit log. A later line of the same run about the same message replaces it.</summary>
internal sealed record AuditLine
{
    /// <summary>When the message was dealt with.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the command began: with <see cref="By"/> it names one run.</summary>
    public required DateTimeOffset Run { get; init; }

    /// <summary>Who did it.</summary>
    public required string By { get; init; }

    /// <summary>What was done: one of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>On which queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The message's id there.</summary>
    public required string MessageId { get; init; }

    /// <summary>What came of it: one of <see cref="AuditResults"/>.</summary>
    public required string Result { get; init; }

    /// <summary>Where it was sent; null where nothing was.</summary>
    public string? Target { get; init; }

    /// <summary>Its id there; null where it was not accepted.</summary>
    public string? NewMessageId { get; init; }

    /// <summary>Why it could not be done, or only in part.</summary>
    public string? Cause { get; init; }

    /// <summary>What it was about, where that is no message: an order and its move, a span of time; null else.</summary>
    public string? Subject { get; init; }

    /// <summary>How many messages were sent, where that is not one; null else.</summary>
    public int? Count { get; init; }

    /// <summary>The code of the reason for which it was dead; empty where that is not known.</summary>
    public string Code { get; init; } = "";

    /// <summary>The field that was at fault; empty for none.</summary>
    public string Field { get; init; } = "";

    /// <summary>The original message if it was deleted or edited; else null. It is written and not read back.</summary>
    public Letter? Original { get; init; }

    /// <summary>The line, without its end.</summary>
    public string ToJson() => OperationsJson.Default.AuditLine.ToText(this);

    /// <summary>Reads a line; null where it is none of ours.</summary>
    public static AuditLine? Read(string text)
    {
        using var document = UntrustedJson.Parse(text);
        return document?.RootElement is { } line
            && Timestamp.TryParse(line.Text("at"), out var at) && Timestamp.TryParse(line.Text("run"), out var run)
            && line.Text("by") is { } by && line.Text("action") is { } action && line.Text("queue") is { } queue
            && line.Text("message_id") is { } id && line.Text("result") is { } result
            ? new AuditLine
            {
                At = at,
                Run = run,
                By = by,
                Action = action,
                Queue = queue,
                MessageId = id,
                Result = result,
                Target = line.Text("target"),
                NewMessageId = line.Text("new_message_id"),
                Cause = line.Text("cause"),
                Subject = line.Text("subject"),
                Count = line.WholeNumber("count"),
                Code = line.Text("code") ?? "",
                Field = line.Text("field") ?? "",
            }
            : null;
    }
}
