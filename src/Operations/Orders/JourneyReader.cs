using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Resilience;
using Orders.Storage;

namespace Orders.Operations.Orders;

/// <summary>Reads journeys: one row, and where that is wanted the dead letters, which stay as visible as they were.</summary>
/// <param name="orders">Reads the row.</param>
/// <param name="deadLetters">Finds the queue <c>orders-dlq</c>.</param>
/// <param name="consumers">Who gets events.</param>
/// <param name="time">Renews what is hidden while it is looked at.</param>
internal sealed class JourneyReader(OrderReader orders, Func<Task<LetterQueue>> deadLetters, IReadOnlyList<ConsumerSettings> consumers, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>An order's journey.</summary>
    /// <param name="id">The order.</param>
    /// <param name="withDeadLetters">
    /// Whether to look for its dead letters. SQS cannot search: all of the queue is received and given back, which hides its messages
    /// for moments and, on a long queue, takes seconds.
    /// </param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>What can be read of it; a part that cannot is named.</returns>
    /// <exception cref="DependencyUnavailableException">DynamoDB cannot be used for now, nor can the dead letters be read.</exception>
    public async Task<Journey> ReadAsync(OrderId id, bool withDeadLetters, CancellationToken cancellationToken)
    {
        var (letters, problems) = (new List<Letter>(), new List<string>());
        var sawAll = withDeadLetters
            ? await Part.TryAsync<bool?>(Journey.DeadLetters, async () => await LookAsync(id, letters, cancellationToken), problems, cancellationToken)
            : null;
        // Read last: what a letter says of the order is not news to the row.
        var (order, unreadable) = sawAll is null
            ? await FindAsync(id, cancellationToken)
            : await Part.TryAsync(Journey.Row, () => FindAsync(id, cancellationToken), problems, cancellationToken);
        return Journey.Of(id, order, letters, consumers) with { UnreadableAttribute = unreadable, SawAllDeadLetters = sawAll, Problems = problems };
    }

    private async Task<(Order? Order, string? UnreadableAttribute)> FindAsync(OrderId id, CancellationToken cancellationToken)
    {
        try
        {
            return (await orders.FindAsync(id, cancellationToken), null);
        }
        catch (UnreadableRowException problem)
        {
            return (null, problem.Row.Attribute);
        }
    }

    private async Task<bool> LookAsync(OrderId id, List<Letter> found, CancellationToken cancellationToken)
    {
        await using var hold = new LetterHold(await deadLetters(), Lease, time);
        return await hold.TakeAsync(
            letter =>
            {
                if (LetterSubject.IsAbout(letter, id))
                {
                    found.Add(letter);
                }

                return true;
            },
            cancellationToken);
    }
}
