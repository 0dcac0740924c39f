using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;
using Orders.Resilience;
using Orders.Storage;

namespace Orders.Operations.Orders;

/// <summary>The outcome of a sent change; both members are null while it is unknown.</summary>
/// <param name="Order">The order once it has the change.</param>
/// <param name="Letter">The message once it is dead-lettered.</param>
internal readonly record struct MoveOutcome(Order? Order = null, Letter? Letter = null);

/// <summary>Follows a sent change until the order has it, or its message is dead-lettered.</summary>
internal sealed class MoveFollower(OrderReader orders, LetterQueue deadLetters, TimeProvider time)
{
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(250);
    /// <summary>Follows a change.</summary>
    /// <param name="move">The change.</param>
    /// <param name="messageId">The message's id on <c>orders</c>.</param>
    /// <param name="limit">The maximum time, for all calls together.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<MoveOutcome> FollowAsync(StatusMove move, string messageId, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var end = TimeLimit.NewSource(limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        // The row gets some time before the first look at the dead letters.
        var watch = new DeadLetterWatch(deadLetters, time);
        try
        {
            while (true)
            {
                if (await FindAsync(move, stop.Token) is { } order)
                {
                    return new MoveOutcome(Order: order);
                }

                Letter? found = null;
                await watch.LookIfDueAsync(
                    letter =>
                    {
                        // A message that SQS moved itself keeps its id.
                        found = letter.Reason.OriginalMessageId == messageId || letter.Id == messageId ? letter : null;
                        return found is null;
                    },
                    stop.Token);
                if (found is not null)
                {
                    return new MoveOutcome(Letter: found);
                }

                await Task.Delay(BetweenReads, time, stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or DependencyUnavailableException && end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return default;
        }
    }

    private async Task<Order?> FindAsync(StatusMove move, CancellationToken cancellationToken)
    {
        try
        {
            return await orders.FindAsync(move.Order.Id, cancellationToken) is { } order && Shows(order, move) ? order : null;
        }
        catch (UnreadableRowException)
        {
            // The row was made unreadable in the meantime; the Processor rejects the message.
            return null;
        }
    }

    // Entry n of the history led to version n + 2, so later entries start at the index version - 1.
    private static bool Shows(Order order, StatusMove move) => order.History.Skip(move.Order.Version - 1).Any(change => change.Status == move.Change.Status);
}
