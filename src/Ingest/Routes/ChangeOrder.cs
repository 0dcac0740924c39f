using Orders.Ingest.Http;
using Orders.Messages;
using Orders.Model;
using Orders.Resilience;
using Orders.Validation;

namespace Orders.Ingest.Routes;

/// <summary>
/// Answers <c>PUT</c> and <c>DELETE /orders/{order_id}</c>. The order may change before the queued message is processed, so the Processor
/// checks again on the row itself.
/// </summary>
/// <remarks>
/// Directly after its placement, an order has no row that names its owner. Its idempotency key then proves that it is the caller's, because
/// the id is derived from the owner and the key. With the key, a change is queued without the row, and the Processor retries it until the
/// order is placed.
/// </remarks>
public sealed class ChangeOrder(CallersOrders orders, OrdersQueue queue, TimeProvider time)
{
    /// <summary>Queues the change in the body.</summary>
    public async Task<ApiResponse> PutAsync(ApiRequest request, OrderId id, string owner, CancellationToken cancellationToken)
    {
        var read = OrderRequestReader.ReadStatus(request.Body.Span);
        return read.IsValid
            ? await MoveAsync(request, id, owner, read.Value.Status, read.Value.Reason, cancellationToken)
            : Refusals.Of(read.Errors, "The change is not valid.");
    }

    /// <summary>Queues a change to CANCELLED. Nothing is erased.</summary>
    public Task<ApiResponse> DeleteAsync(ApiRequest request, OrderId id, string owner, CancellationToken cancellationToken) =>
        MoveAsync(request, id, owner, OrderStatus.Cancelled, reason: null, cancellationToken);

    private async Task<ApiResponse> MoveAsync(
        ApiRequest request, OrderId id, string owner, OrderStatus to, string? reason, CancellationToken cancellationToken)
    {
        var key = request.Header(IdempotencyKeyRule.Header);
        if (key is not null && Check(key, id, owner) is { Count: > 0 } errors)
        {
            return Refusals.Of(errors, "The request is not valid.");
        }

        var condition = request.Header(OrderTag.Condition);
        var tags = condition is null ? null : OrderTag.Read(condition);
        if (condition is not null && tags is null)
        {
            return Refusals.Of([new FieldError(OrderTag.Condition, ErrorCodes.Format, "must be * or the ETag of the order, in double quotes")], "The request is not valid.");
        }

        var (order, isTaken) = await orders.LookAsync(id, owner, cancellationToken);
        if (!isTaken && key is not null)
        {
            // Without a row there is no version that a condition could hold for.
            return tags is null && Lifecycle.Allows(Lifecycle.Initial, to)
                ? await QueueAsync(new ChangeStatus(id, to, Reason: reason, TraceParent: request.Trace), owner, cancellationToken)
                : ApiResponse.NotFoundYet();
        }

        if (order is null)
        {
            return ApiResponse.NotFound(id, time.GetUtcNow());
        }

        // A repeated request, after a lost answer, is answered with success.
        if (order.Status == to)
        {
            return Answer(200, $"Order is {to.ToWire()}", id);
        }

        if (tags is not null && !OrderTag.Holds(tags, order))
        {
            return ApiResponse.Refusal(
                412, "The order has another version.", new FieldError(OrderTag.Condition, ErrorCodes.VersionConflict, "must be the ETag of the order as it is now"));
        }

        if (!Lifecycle.Allows(order.Status, to))
        {
            return ApiResponse.Refusal(
                409,
                "The order cannot make this move.",
                new FieldError("status", ErrorCodes.IllegalTransition, $"must not move from {order.Status.ToWire()} to {to.ToWire()}"));
        }

        var expected = tags is null || OrderTag.IsAny(tags) ? default(int?) : order.Version;
        return await QueueAsync(new ChangeStatus(id, to, expected, reason, request.Trace), owner, cancellationToken);
    }

    private static IReadOnlyList<FieldError> Check(string header, OrderId id, string owner)
    {
        var key = IdempotencyKeyRule.Read(header);
        return key.IsValid && OrderId.FromKey(owner, key.Value) != id
            ? [new FieldError(IdempotencyKeyRule.Header, ErrorCodes.Mismatch, "must be the key that the order was placed with, or be left out")]
            : key.Errors;
    }

    private async Task<ApiResponse> QueueAsync(ChangeStatus change, string owner, CancellationToken cancellationToken)
    {
        var sent = await queue.ChangeAsync(change, owner, cancellationToken);
        return sent.IsSent ? Answer(202, "Status change queued", change.OrderId) : throw new DependencyUnavailableException("SQS", cause: null);
    }

    private static ApiResponse Answer(int status, string message, OrderId id) => ApiResponse.Json(status, (message, id), static (writer, answer) =>
    {
        writer.WriteString("message", answer.message);
        writer.WriteString("order_id", answer.id.Value);
    });
}
