using Orders.Model;
using Orders.Operations.Audit;
using Orders.Queues;

namespace Orders.Operations.Orders;

/// <summary>Logs a status change to the audit log: before its message is sent, and again with the result.</summary>
/// <param name="log">The log.</param>
/// <param name="by">The operator.</param>
/// <param name="time">The clock.</param>
internal sealed class MoveAudit(AuditLog log, string by, TimeProvider time)
{
    /// <summary>Sends between two audit lines. If the first cannot be written, nothing is sent.</summary>
    /// <param name="move">The change.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="send">Sends the message.</param>
    public async Task<SendResult> NoteAsync(StatusMove move, string queue, Func<Task<SendResult>> send)
    {
        var lines = new AuditLines(AuditActions.SetStatus, queue, by, Timestamp.ToMilliseconds(time.GetUtcNow()), time);
        // The message has no id before it is sent, and both lines must be about one message.
        var line = lines.Of(messageId: "", AuditResults.Begun) with
        {
            Subject = $"{move.Order.Id} {move.Order.Status.ToWire()} {move.Change.Status.ToWire()}",
        };
        await log.AppendAsync([line]);
        var sent = await send();
        await log.TryAppendAsync([line with
        {
            At = time.GetUtcNow(),
            Result = sent.IsSent ? AuditResults.Sent : sent.MayBeSent ? AuditResults.MayBeSent : AuditResults.NotSent,
            NewMessageId = sent.MessageId,
            Cause = sent.Cause,
        }]);
        return sent;
    }
}
