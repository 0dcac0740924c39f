using System.Text.Json;
using Orders.Json;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.DeadLetters;

namespace Orders.Operations.Orders;

/// <summary>
/// Finds the order of a dead letter. Most letters broke a rule, so this reads what it can: the order id in the body, or the one derived from
/// its key.
/// </summary>
internal static class LetterSubject
{
    /// <summary>Whether the message names the order, or its key derives the order's id.</summary>
    public static bool IsAbout(Letter letter, OrderId id)
    {
        using var document = UntrustedJson.Parse(letter.Message.Body);
        return document?.RootElement is { } body && (Named(body) == id || Derived(body) == id);
    }

    private static OrderId? Named(JsonElement body) => OrderId.TryParse(body.Text("order_id"), out var id) ? id : null;

    private static OrderId? Derived(JsonElement body) => body.Text("idempotency_key") is { Length: > 0 } key
        ? OrderId.FromKey(body.Text("owner") ?? body.Text("source") ?? OrderMessageReader.DefaultOwner, key)
        : null;
}
