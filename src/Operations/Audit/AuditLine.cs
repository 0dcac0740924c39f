using System.Text.Json.Serialization;
using Orders.Json;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Json;

namespace Orders.Operations.Audit;

/// <summary>A line of the audit log: an action on one message. A later line of the same run about the same message replaces it.</summary>
internal sealed record AuditLine
{
    /// <summary>When the action took place.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the command started; with <see cref="By"/> it identifies the run.</summary>
    public required DateTimeOffset Run { get; init; }

    /// <summary>The operator's name, as the command was given it.</summary>
    public required string By { get; init; }

    /// <summary>The caller's ARN, as STS knows it; null for a pipeline on this machine.</summary>
    public string? Caller { get; init; }

    /// <summary>The action: one of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>The queue's name; the table's or the function's for an action on them.</summary>
    public required string Queue { get; init; }

    /// <summary>The account of the queue; null in lines of earlier versions.</summary>
    public string? Account { get; init; }

    /// <summary>The region of the queue; null in lines of earlier versions.</summary>
    public string? Region { get; init; }

    /// <summary>The message's id on the queue.</summary>
    public required string MessageId { get; init; }

    /// <summary>The result: one of <see cref="AuditResults"/>.</summary>
    public required string Result { get; init; }

    /// <summary>The queue that the message was sent to; null if nothing was sent.</summary>
    public string? Target { get; init; }

    /// <summary>The message's id on the target; null if it was not accepted.</summary>
    public string? NewMessageId { get; init; }

    /// <summary>Why the action failed, or succeeded only in part.</summary>
    public string? Cause { get; init; }

    /// <summary>The subject of an action that is not about one message: an order and its change, or a time span; otherwise null.</summary>
    public string? Subject { get; init; }

    /// <summary>The number of messages sent, if not one; otherwise null.</summary>
    public int? Count { get; init; }

    /// <summary>The code of the dead letter's reason; empty if unknown.</summary>
    public string Code { get; init; } = "";

    /// <summary>The field that the reason names; empty for none.</summary>
    public string Field { get; init; } = "";

    /// <summary>The original message if it was deleted or edited; otherwise null. It is written but not read back.</summary>
    public Letter? Original { get; init; }

    /// <summary>Identifies the run: one command's actions on one queue.</summary>
    [JsonIgnore]
    public AuditRunKey RunKey => new(Run, By, Action, Queue, Caller, Account, Region);

    /// <summary>Returns the line without its line end.</summary>
    public string ToJson() => OperationsJson.Default.AuditLine.ToText(this);

    /// <summary>Reads a line; null if it is not an audit line.</summary>
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
                Caller = line.Text("caller"),
                Account = line.Text("account"),
                Region = line.Text("region"),
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

/// <summary>What the lines of a run have in common.</summary>
internal readonly record struct AuditRunKey(DateTimeOffset Run, string By, string Action, string Queue, string? Caller, string? Account, string? Region);
