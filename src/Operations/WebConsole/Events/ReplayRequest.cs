using System.Text.Json;
using Orders.Model;
using Orders.Operations.Events;
using Orders.Operations.WebConsole.Http;

namespace Orders.Operations.WebConsole.Events;

/// <summary>Reads a page's request to replay events.</summary>
internal static class ReplayRequest
{
    private const int MaxPerSecond = 3_000;

    /// <summary>Reads a request.</summary>
    /// <exception cref="RefusedException">A member breaks its rule.</exception>
    public static ReplaySelection Read(JsonElement json)
    {
        var members = new RequestMembers(json, "order", "version", "quarantined", "on_failure", "consumer", "rate");
        var selection = new ReplaySelection
        {
            Order = OrderOf(members.Text("order")),
            Version = members.WholeNumber("version"),
            IsQuarantined = members.Flag("quarantined"),
            IsOnFailure = members.Flag("on_failure"),
            Consumer = members.Text("consumer"),
            PerSecond = members.WholeNumber("rate"),
        };
        return selection switch
        {
            { Version: < 1 } => throw RequestMembers.Bad("version must be at least 1"),
            { PerSecond: < 1 or > MaxPerSecond } => throw RequestMembers.Bad($"rate must be from 1 to {MaxPerSecond}"),
            { Version: not null, Order: null } => throw RequestMembers.Bad("version must come with order"),
            _ when new[] { selection.Order is not null, selection.IsQuarantined, selection.IsOnFailure }.Count(static given => given) != 1 =>
                throw RequestMembers.Bad("one of order, quarantined and on_failure must be given"),
            _ => selection,
        };
    }

    private static OrderId? OrderOf(string? text) => text is null ? null
        : OrderId.TryParse(text.Trim(), out var id) ? id : throw RequestMembers.Bad("order must be an order's id: a UUID, as in the answer to the placement");
}
