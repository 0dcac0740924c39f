using System.Text.Json;

namespace Orders.Tests.Integration.Support;

/// <summary>An answer of the orders API as its caller sees it.</summary>
sealed record HttpAnswer(int Status, IReadOnlyDictionary<string, string> Headers, JsonElement Body)
{
    public string OrderId => Body.Text("order_id") ?? throw new InvalidOperationException($"There is no order_id in {Status} {Body}.");

    public bool IsReplay => Headers.TryGetValue("Idempotency-Replayed", out var value) && value == "true";
}
