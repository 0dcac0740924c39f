using Orders.Json;
using Orders.Model;
using Orders.Operations.Json;
using Orders.Operations.Orders;
using Orders.Storage;

namespace Orders.Operations.WebConsole.Orders;

/// <summary>An order and its journey. <see cref="Http.Replies"/> masks it.</summary>
internal sealed record OrderPageJson(JourneyJson Journey, string? Owner, HandWritten? Order)
{
    public static OrderPageJson Of(Journey journey) => new(
        JourneyJson.Of(journey, showPersonalData: true), journey.Order?.Owner, journey.Order is { } order ? PendingOrdersJson.Of(order) : null);
}

/// <summary>The pending orders. <see cref="Http.Replies"/> masks them.</summary>
internal sealed record PendingOrdersJson(bool Listed, IEnumerable<HandWritten> Orders, IEnumerable<UnreadableRowJson> Unreadable)
{
    public static PendingOrdersJson Of(OrderPage? page) => new(page is not null, (page?.Orders ?? []).Select(Of), (page?.Unreadable ?? []).Select(UnreadableRowJson.Of));

    /// <summary>Returns an order as the API answers it.</summary>
    public static HandWritten Of(Order order) => new(writer => OrderJson.Write(writer, order, PersonalFields.All));
}
