using Orders.Events;
using Orders.Model;
using Orders.Operations.Terminal;
using Orders.Storage;

namespace Orders.Operations.Events;

/// <summary>Formats an event as one line of text.</summary>
internal static class EventLine
{
    /// <summary>Returns the event's time, type, id, statuses and reason.</summary>
    public static string Of(OrderEvent orderEvent, bool showPersonalData)
    {
        var status = orderEvent.Order?.Status.ToWire() ?? RejectedOrder.Status;
        var move = orderEvent switch
        {
            { Rejected.Reason: var reason } => $"{status}, {reason.Code}: {SafeText.Value($"{reason}", showPersonalData)}",
            { Type: EventTypes.Removed } => $"{status}, removed",
            { PreviousStatus: { } previous } => $"{previous.ToWire()} → {status}",
            _ => status,
        };
        var because = orderEvent.Reason is { } why ? $" ({SafeText.Value(why, showPersonalData)})" : "";
        return SafeText.Clean($"{Timestamp.Format(orderEvent.Time)}  {orderEvent.Type,-24}  {orderEvent.Id}  {move}{because}").ReplaceLineEndings(" ");
    }
}
