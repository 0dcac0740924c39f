using Orders.Model;
using Orders.Operations.DeadLetters;
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
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>The time before dead letters are first read. Reading them receives the whole queue, so the row gets some time first, and each look
    /// waits longer than the last.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);

    /// <param name="move">The change.</param>
    /// <param name="messageId">The message's id on <c>orders</c>.</param>
    /// <param name="patience">The maximum time to wait.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<MoveOutcome> FollowAsync(StatusMove move, string messageId, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var nextLook = FirstLook;
        while (true)
        {
            if (await FindAsync(move, cancellationToken) is { } order)
            {
                return new MoveOutcome(Order: order);
            }

            var elapsed = time.GetElapsedTime(start);
            if (elapsed >= nextLook || elapsed >= patience)
            {
                if (await FindLetterAsync(messageId, cancellationToken) is { } letter)
                {
                    return new MoveOutcome(Letter: letter);
                }

                nextLook = elapsed * 2;
            }

            if (elapsed >= patience)
            {
                return default;
            }

            await Task.Delay(BetweenReads, time, cancellationToken);
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

    private async Task<Letter?> FindLetterAsync(string messageId, CancellationToken cancellationToken)
    {
        Letter? found = null;
        await using var hold = new LetterHold(deadLetters, Lease, time);
        await hold.TakeAsync(
            letter =>
            {
                // A message that SQS moved itself keeps its id.
                if (letter.Reason.OriginalMessageId == messageId || letter.Id == messageId)
                {
                    found = letter;
                }

                return found is null;
            },
            cancellationToken);
        return found;
    }
}
