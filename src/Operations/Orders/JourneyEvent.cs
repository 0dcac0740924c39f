using Orders.Events;
using Orders.Operations.Settings;

namespace Orders.Operations.Orders;

/// <summary>
/// The event of a change. It is derived from the row, as the Notifier derives it, and not seen: whether a consumer has it already
/// is known to its queue only, which is not looked at, as looking hides messages and counts as a delivery.
/// </summary>
/// <param name="Id">The event's id: <c>{order_id}:{version}</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Consumers">The names of those that it is for.</param>
internal sealed record JourneyEvent(string Id, string Type, IReadOnlyList<string> Consumers)
{
    /// <summary>What is known of an event.</summary>
    public static JourneyEvent Of(OrderEvent orderEvent, IEnumerable<ConsumerSettings> consumers) => new(
        orderEvent.Id, orderEvent.Type, [.. consumers.Where(consumer => consumer.Types.Contains(orderEvent.Type)).Select(static consumer => consumer.Name)]);
}
