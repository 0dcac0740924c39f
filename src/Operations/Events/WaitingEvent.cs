using Orders.Events;
using Orders.Json;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Queues;

namespace Orders.Operations.Events;

/// <summary>An event that waits on <c>order-events-dlq</c> because a consumer's queue did not accept it (<see cref="QuarantinedEvent"/>).</summary>
/// <param name="Letter">The event's letter.</param>
/// <param name="Consumer">The consumer's name.</param>
/// <param name="OrderId">The event's order.</param>
/// <param name="Sequence">The event's position among the order's events.</param>
internal sealed record WaitingEvent(Letter Letter, string Consumer, OrderId OrderId, int Sequence)
{
    /// <summary>The event's id.</summary>
    public string Id => $"{OrderId}:{Sequence}";

    /// <summary>The message that the Notifier would have sent.</summary>
    public OutgoingMessage Message => new(Letter.Message.Body) { GroupId = OrderId.ToString(), DeduplicationId = Id };

    /// <summary>Whether a letter claims to be a quarantined event, valid or not.</summary>
    public static bool Is(Letter letter) => letter.Reason.Code == QuarantinedEvent.Code;

    /// <summary>Reads a letter; null if its parts contradict each other, which the Notifier's never do.</summary>
    public static WaitingEvent? Read(Letter letter)
    {
        using var reason = UntrustedJson.Parse(letter.Message.Attributes.GetValueOrDefault(DeadLetter.AttributeName)?.StringValue ?? "");
        using var body = UntrustedJson.Parse(letter.Message.Body);
        return reason?.RootElement is { } why && body?.RootElement is { } told
            && why.Text("consumer") is { } consumer && why.WholeNumber("sequence") is { } sequence
            && OrderId.TryParse(told.Text("subject"), out var order)
            && new WaitingEvent(letter, consumer, order, sequence) is var waiting && told.Text("id") == waiting.Id && why.Text("event_id") == waiting.Id
            ? waiting
            : null;
    }
}
