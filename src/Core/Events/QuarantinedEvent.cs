using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Events;

/// <summary>
/// An event that waits whole on <c>order-events-dlq</c> because the queue of one consumer does not accept it: the body is the consumer's
/// message, the attribute <c>dead_letter</c> says whose it is (<c>contracts/schemas/dead-letter.json</c>).
/// </summary>
public static class QuarantinedEvent
{
    /// <summary>The code of such a letter.</summary>
    public const string Code = "undeliverable";

    /// <summary>Makes the letter.</summary>
    /// <param name="consumer">Whose queue did not accept it.</param>
    /// <param name="undelivered">The event.</param>
    /// <param name="cause">Why not, as SQS's code.</param>
    /// <param name="failedAt">When that was found.</param>
    /// <param name="requestId">The Lambda request in which it was found.</param>
    public static OutgoingMessage Of(Consumer consumer, UndeliveredEvent undelivered, string cause, DateTimeOffset failedAt, string requestId)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(1);
        var reason = new FieldError("queue_url", Code, $"must accept the events of {consumer.Name}: {cause}");
        DeadLetter.AddReasonTo(attributes, reason, failedAt, requestId, (consumer, undelivered.Event), static (writer, waiting) =>
        {
            writer.WriteString("consumer", waiting.consumer.Name);
            writer.WriteString("event_id", waiting.Event.Id);
            writer.WriteNumber("sequence", waiting.Event.Sequence);
        });
        return new OutgoingMessage(undelivered.Message.Body) { Attributes = attributes };
    }
}
