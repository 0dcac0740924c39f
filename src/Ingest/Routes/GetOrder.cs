using Orders.Ingest.Http;
using Orders.Json;
using Orders.Model;

namespace Orders.Ingest.Routes;

/// <summary>Answers <c>GET /orders/{order_id}</c>.</summary>
public sealed class GetOrder(CallersOrders orders, TimeProvider time)
{
    /// <summary>Returns the order if it is the caller's.</summary>
    public async Task<ApiResponse> RespondAsync(OrderId id, string owner, CancellationToken cancellationToken) =>
        await orders.FindAsync(id, owner, cancellationToken) is { } order
            ? new ApiResponse(200, JsonWriting.ToText(order, static (writer, order) => OrderJson.Write(writer, order, PersonalFields.All)))
            : ApiResponse.NotFound(id, time.GetUtcNow());
}
