using Orders.Ingest.Http;
using Orders.Json;
using Orders.Model;

namespace Orders.Ingest.Routes;

/// <summary>Answers <c>GET /orders/{order_id}</c>.</summary>
public sealed class GetOrder(CallersOrders orders, TimeProvider time)
{
    /// <summary>Returns the order if it is the caller's. If it has no row, the answer says whether its placement was rejected.</summary>
    public async Task<ApiResponse> RespondAsync(OrderId id, string owner, CancellationToken cancellationToken)
    {
        var (order, isTaken) = await orders.LookAsync(id, owner, cancellationToken);
        if (order is not null)
        {
            return new ApiResponse(200, JsonWriting.ToText(order, static (writer, order) => OrderJson.Write(writer, order, PersonalFields.All)))
            {
                Headers = new Dictionary<string, string> { [OrderTag.Header] = OrderTag.Of(order) },
            };
        }

        return !isTaken && await orders.FindRejectedAsync(id, owner, cancellationToken) is { } rejected
            ? new ApiResponse(200, JsonWriting.ToText(rejected, static (writer, rejected) => rejected.WriteTo(writer, rejected.Reason.Field)))
            : ApiResponse.NotFound(id, time.GetUtcNow());
    }
}
