using Orders.Events;
using Orders.Operations.Settings;

namespace Orders.Operations.Orders;

/// <summary>
/// The event of a change, derived from the row by the Notifier's rules. Whether a consumer has received it is known only to its queue, which
/// is not read: a receive would hide messages and raise their receive counts.
/// </summary>
/// <param name="Id">The event's id: <c>{order_id}:{version}</c>.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Consumers">The names of the consumers that get it.</param>
internal sealed record JourneyEvent(string Id, string Type, IReadOnlyList<string> Consumers)
{
    /// <summary>Creates it from an event.</summary>
    public static JourneyEvent Of(OrderEvent orderEvent, IEnumerable<ConsumerSettings> consumers) => new(
        orderEvent.Id, orderEvent.Type, [.. consumers.Where(consumer => consumer.Types.Contains(orderEvent.Type)).Select(static consumer => consumer.Name)]);
}
