using Orders.Events;
using Orders.Model;
using Orders.Operations.Terminal;

namespace Orders.Operations.Events;

/// <summary>An event on one line, for a person.</summary>
internal static class EventLine
{
    /// <summary>When, what, which order, and where it went.</summary>
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
