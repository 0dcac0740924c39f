using Orders.Events;
using Orders.Model;
using Orders.Operations.Settings;

namespace Orders.Operations.Events;

/// <summary>Which events match: those that satisfy every given condition.</summary>
internal sealed record EventFilter
{
    /// <summary>Of this type.</summary>
    public string? Type { get; init; }

    /// <summary>Of this order.</summary>
    public OrderId? Order { get; init; }

    /// <summary>Those that this consumer gets.</summary>
    public ConsumerSettings? Consumer { get; init; }

    /// <summary>Whether e-mail addresses belong in the events: nobody in particular gets them all.</summary>
    public bool IncludeCustomerEmail => Consumer?.IncludeCustomerEmail ?? true;

    /// <summary>Returns whether an event matches.</summary>
    public bool Matches(OrderEvent orderEvent) =>
        (Type is null || orderEvent.Type == Type)
        && (Order is not { } order || orderEvent.Order.Id == order)
        && (Consumer is null || Consumer.Types.Contains(orderEvent.Type));
}
