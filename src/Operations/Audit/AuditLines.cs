using Orders.Operations.DeadLetters;

namespace Orders.Operations.Audit;

/// <summary>Creates the audit lines of one run.</summary>
/// <param name="action">The action: one of <see cref="AuditActions"/>.</param>
/// <param name="queue">The queue's name.</param>
/// <param name="by">The operator.</param>
/// <param name="start">When the command started.</param>
/// <param name="time">The clock.</param>
internal sealed class AuditLines(string action, string queue, string by, DateTimeOffset start, TimeProvider time)
{
    /// <summary>Returns a line about a message.</summary>
    public AuditLine Of(string messageId, string result) => new()
    {
        At = time.GetUtcNow(),
        Run = start,
        By = by,
        Action = action,
        Queue = queue,
        MessageId = messageId,
        Result = result,
    };

    /// <summary>Returns a line about a dead letter, with its reason.</summary>
    public AuditLine Of(Letter letter, string result) => Of(letter.Id, result) with { Code = letter.Reason.Code, Field = letter.Reason.Field };
}
