using System.Text.Json;
using Orders.Json;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Storage;

namespace Orders.Operations.Orders;

/// <summary>
/// Finds the order of a dead letter: of a message for the Processor, of an event, or of a stream record. Most letters broke a rule, so this reads
/// what it can: the order id in the body, or the one derived from its key.
/// </summary>
internal static class LetterSubject
{
    /// <summary>Whether the message names the order, or its key derives the order's id.</summary>
    public static bool IsAbout(Letter letter, OrderId id)
    {
        using var document = UntrustedJson.Parse(letter.Message.Body);
        return document is not null && OrdersOf(document.RootElement, letter.Sender).Contains(id);
    }

    /// <summary>Returns the orders that a body names, or whose id its key derives.</summary>
    public static IEnumerable<OrderId> OrdersOf(JsonElement body, string? sender)
    {
        foreach (var text in (string?[])[body.Text("order_id"), body.Text("subject"), Key(body).Text("S")])
        {
            if (OrderId.TryParse(text, out var id))
            {
                yield return id;
            }
        }

        if (body.Text("idempotency_key") is { Length: > 0 } key)
        {
            yield return OrderId.FromKey(OwnerOf(body, sender), key);
        }
    }

    /// <summary>Returns the owner whom the Processor takes for that of a message.</summary>
    public static string OwnerOf(JsonElement body, string? sender) => sender ?? body.Text("owner") ?? body.Text("source") ?? OrderMessageReader.DefaultOwner;

    private static JsonElement Key(JsonElement record) => record.Member("dynamodb").Member("Keys").Member(OrdersTable.OrderId);
}
