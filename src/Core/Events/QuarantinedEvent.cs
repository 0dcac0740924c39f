using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Events;

/// <summary>
/// An event that waits on <c>order-events-dlq</c> because one consumer's queue does not accept it. The body is the consumer's message, and the
/// attribute <c>dead_letter</c> names the consumer (<c>contracts/schemas/dead-letter.json</c>).
/// </summary>
public static class QuarantinedEvent
{
    /// <summary>The code of a quarantined event's dead letter.</summary>
    public const string Code = "undeliverable";

    /// <summary>Creates the dead letter.</summary>
    /// <param name="consumer">The consumer whose queue did not accept it.</param>
    /// <param name="undelivered">The event.</param>
    /// <param name="cause">The cause, as SQS's code.</param>
    /// <param name="failedAt">When it failed.</param>
    /// <param name="requestId">The id of the Lambda request in which it failed.</param>
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
