using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Storage;

namespace Orders.Operations.Orders;

/// <summary>What became of a change that was sent; both are null where that is not known yet.</summary>
/// <param name="Order">The order, once it shows the change.</param>
/// <param name="Letter">The message, once it is dead.</param>
internal readonly record struct MoveOutcome(Order? Order = null, Letter? Letter = null);

/// <summary>Follows a change that was sent until the order shows it, or its message is dead.</summary>
internal sealed class MoveFollower(OrderReader orders, LetterQueue deadLetters, TimeProvider time)
{
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>A look at dead letters goes through all of them, so it waits until the row has had its time, and is made more and more seldom.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);

    /// <param name="move">The change.</param>
    /// <param name="messageId">The message's id on <c>orders</c>.</param>
    /// <param name="patience">For how long to follow it.</param>
    /// <param name="cancellationToken">Ends it.</param>
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
            // Somebody wrote to the row meanwhile. It shows nothing, and the Processor rejects the message.
            return null;
        }
    }

    // Entry n of the history led to version n + 2, so what came since stands from the version on.
    private static bool Shows(Order order, StatusMove move) => order.History.Skip(move.Order.Version - 1).Any(change => change.Status == move.Change.Status);

    private async Task<Letter?> FindLetterAsync(string messageId, CancellationToken cancellationToken)
    {
        Letter? found = null;
        await using var hold = new LetterHold(deadLetters, Lease, time);
        await hold.TakeAsync(
            letter =>
            {
                // One that SQS itself moved has kept its id.
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
