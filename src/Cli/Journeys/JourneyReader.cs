using Orders.Cli.DeadLetters;
using Orders.Local.Settings;
using Orders.Model;
using Orders.Resilience;
using Orders.Storage;

namespace Orders.Cli.Journeys;

/// <summary>Reads journeys: one row, and where that is wanted the dead letters, which stay as visible as they were.</summary>
/// <param name="orders">Reads the row.</param>
/// <param name="deadLetters">The queue <c>orders-dlq</c>.</param>
/// <param name="consumers">Who gets events.</param>
/// <param name="time">Renews what is hidden while it is looked at.</param>
internal sealed class JourneyReader(OrderReader orders, LetterQueue deadLetters, IReadOnlyList<ConsumerSettings> consumers, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>An order's journey.</summary>
    /// <param name="id">The order.</param>
    /// <param name="withDeadLetters">
    /// Whether to look for its dead letters. SQS cannot search: all of the queue is received and given back, which hides its messages
    /// for moments and, on a long queue, takes seconds.
    /// </param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="DependencyUnavailableException">DynamoDB cannot be used for now.</exception>
    public async Task<Journey> ReadAsync(OrderId id, bool withDeadLetters, CancellationToken cancellationToken)
    {
        var letters = new List<Letter>();
        var sawAll = withDeadLetters ? await LookAsync(id, letters, cancellationToken) : default(bool?);
        // Read last: what a letter says of the order is not news to the row.
        var (order, unreadable) = await FindAsync(id, cancellationToken);
        return Journey.Of(id, order, letters, consumers) with { UnreadableAttribute = unreadable, SawAllDeadLetters = sawAll };
    }

    private async Task<(Order? Order, string? UnreadableAttribute)> FindAsync(OrderId id, CancellationToken cancellationToken)
    {
        try
        {
            return (await orders.FindAsync(id, cancellationToken), null);
        }
        catch (UnreadableRowException problem)
        {
            return (null, problem.Attribute);
        }
    }

    private async Task<bool> LookAsync(OrderId id, List<Letter> found, CancellationToken cancellationToken)
    {
        await using var hold = new LetterHold(deadLetters, Lease, time);
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
