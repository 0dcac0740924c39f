using Orders.Events;
using Orders.Model;
using Orders.Operations.Settings;

namespace Orders.Operations.Events;

/// <summary>Selects events that satisfy every given condition.</summary>
internal sealed record EventFilter
{
    /// <summary>The event's type.</summary>
    public string? Type { get; init; }

    /// <summary>The event's order.</summary>
    public OrderId? Order { get; init; }

    /// <summary>The consumer that gets the event.</summary>
    public ConsumerSettings? Consumer { get; init; }

    /// <summary>The personal fields that events include: the consumer's setting; all without a consumer.</summary>
    public IReadOnlySet<string> PersonalFields => Consumer?.PersonalFields.ToHashSet(StringComparer.Ordinal) ?? (IReadOnlySet<string>)Model.PersonalFields.All;

    /// <summary>Returns whether an event matches.</summary>
    public bool Matches(OrderEvent orderEvent) =>
        (Type is null || orderEvent.Type == Type)
        && (Order is not { } order || orderEvent.OrderId == order)
        && (Consumer is null || Consumer.Types.Contains(orderEvent.Type));
}
