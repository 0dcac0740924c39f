using Orders.Model;
using Orders.Operations.Audit;
using Orders.Queues;

namespace Orders.Operations.Orders;

/// <summary>Notes in the audit log that an order is asked to move: before the message is sent, and again with what came of that.</summary>
/// <param name="log">The log.</param>
/// <param name="by">Who asks.</param>
/// <param name="time">The clock.</param>
internal sealed class MoveAudit(AuditLog log, string by, TimeProvider time)
{
    /// <summary>Sends between the two lines. Where the first one cannot be written, nothing is sent.</summary>
    /// <param name="move">The move.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="send">Sends the message.</param>
    public async Task<SendResult> NoteAsync(StatusMove move, string queue, Func<Task<SendResult>> send)
    {
        var lines = new AuditLines(AuditActions.SetStatus, queue, by, Timestamp.ToMilliseconds(time.GetUtcNow()), time);
        // It has no id before it is sent, and both lines are about one message.
        var line = lines.Of(messageId: "", AuditResults.Begun) with
        {
            Subject = $"{move.Order.Id} {move.Order.Status.ToWire()} {move.Change.Status.ToWire()}",
        };
        await log.AppendAsync([line]);
        var sent = await send();
        await log.TryAppendAsync([line with
        {
            At = time.GetUtcNow(),
            Result = sent.IsSent ? AuditResults.Sent : AuditResults.NotSent,
            NewMessageId = sent.MessageId,
            Cause = sent.Cause,
        }]);
        return sent;
    }
}
