using Orders.Events;
using Orders.Model;
using Orders.Operations.Terminal;

namespace Orders.Operations.Events;

/// <summary>Formats an event as one line of text.</summary>
internal static class EventLine
{
    /// <summary>Returns the event's time, type, id, statuses and reason.</summary>
    public static string Of(OrderEvent orderEvent, bool showPersonalData)
    {
        var status = orderEvent.Order.Status.ToWire();
        var move = orderEvent switch
        {
            { Type: EventTypes.Removed } => $"{status}, removed",
            { PreviousStatus: { } previous } => $"{previous.ToWire()} → {status}",
            _ => status,
        };
        var reason = orderEvent.Reason is { } why ? $" ({SafeText.Value(why, showPersonalData)})" : "";
        return SafeText.Clean($"{Timestamp.Format(orderEvent.Time)}  {orderEvent.Type,-24}  {orderEvent.Id}  {move}{reason}").ReplaceLineEndings(" ");
    }
}
