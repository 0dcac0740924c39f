using System.Text.Json;
using Orders.Model;
using Orders.Tests.Faults.Clients;

namespace Orders.Tests.Faults.Checks;

/// <summary>What a message on the orders queue asks for.</summary>
/// <param name="OrderId">Of which order.</param>
/// <param name="Content">The content; null for a move.</param>
/// <param name="To">The status to move to; null for a placement.</param>
/// <param name="ExpectedVersion">The version from which to move, where given.</param>
internal sealed record Asked(string OrderId, Content? Content, OrderStatus? To, int? ExpectedVersion)
{
    /// <summary>The start of the keys of rejected orders' rows.</summary>
    public const string RejectionPrefix = "rejected#";

    /// <summary>Returns the key of the row that a placement gets if it is rejected; null if the message does not identify its order. Read by the
    /// contract alone: invalid messages are simple here.</summary>
    public static string? RejectionKey(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
            return Text("type") is null or "order.place" && Text("idempotency_key") is { } key
                ? $"{RejectionPrefix}{Model.OrderId.FromKey(Text("owner") ?? Text("source") ?? "queue", key)}"
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads a body by the contract alone, without the code under test; null for a sweep.</summary>
    public static Asked? Read(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
        return Text("type") switch
        {
            "order.expire_pending" => null,
            "order.change_status" => new Asked(
                Text("order_id")!, null, Enum.Parse<OrderStatus>(Text("status")!, ignoreCase: true),
                root.TryGetProperty("expected_version", out var version) ? version.GetInt32() : null),
            _ => new Asked(
                Text("order_id") ?? Model.OrderId.FromKey(Text("owner") ?? Text("source") ?? "queue", Text("idempotency_key")!).ToString(),
                new Content(Text("item")!, root.GetProperty("quantity").GetInt32()), null, null),
        };
    }
}
