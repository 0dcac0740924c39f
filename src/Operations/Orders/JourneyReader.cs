using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Operations.Terminal;
using Orders.Resilience;

namespace Orders.Operations.Orders;

/// <summary>Reads journeys: the row and, if requested, the dead letters, whose visibility does not change.</summary>
/// <param name="orders">Reads the rows.</param>
/// <param name="deadLetters">Finds <c>orders-dlq</c> and the dead-letter queues of outside senders.</param>
/// <param name="consumers">The consumers.</param>
/// <param name="time">Decides when to extend the visibility timeout of received letters.</param>
internal sealed class JourneyReader(OrderLookup orders, Func<Task<IReadOnlyList<LetterQueue>>> deadLetters, IReadOnlyList<ConsumerSettings> consumers, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Reads an order's journey.</summary>
    /// <param name="id">The order's id.</param>
    /// <param name="withDeadLetters">
    /// Whether to look for dead letters. SQS cannot search: the whole queue is received and made visible again, which hides its messages for
    /// moments and, on a long queue, takes seconds.
    /// </param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The journey; it lists the parts that cannot be read.</returns>
    /// <exception cref="DependencyUnavailableException">DynamoDB is unavailable, and the dead letters cannot be read either.</exception>
    public async Task<Journey> ReadAsync(OrderId id, bool withDeadLetters, CancellationToken cancellationToken)
    {
        var (letters, problems) = (new List<Letter>(), new List<string>());
        var sawAll = withDeadLetters
            ? await Part.TryAsync<bool?>(Journey.DeadLetters, async () => await LookAsync(id, letters, cancellationToken), problems, cancellationToken)
            : null;
        // The row is read last, so that it includes every change that a letter mentions.
        var rows = sawAll is null
            ? await orders.FindAsync(id, cancellationToken)
            : await Part.TryAsync<FoundOrder>(Journey.Row, async () => await orders.FindAsync(id, cancellationToken), problems, cancellationToken);
        return Journey.Of(id, rows ?? new FoundOrder(), letters, consumers) with { SawAllDeadLetters = sawAll, Problems = problems };
    }

    private async Task<bool> LookAsync(OrderId id, List<Letter> found, CancellationToken cancellationToken)
    {
        var sawAll = true;
        foreach (var queue in await deadLetters())
        {
            sawAll &= await LookAsync(queue, id, found, cancellationToken);
        }

        return sawAll;
    }

    private async Task<bool> LookAsync(LetterQueue queue, OrderId id, List<Letter> found, CancellationToken cancellationToken)
    {
        await using var hold = new LetterHold(queue, Lease, time, Progress.Say, cancellationToken);
        var sawVisible = await hold.TakeAsync(
            letter =>
            {
                if (LetterSubject.IsAbout(letter, id))
                {
                    found.Add(letter);
                }

                return true;
            },
            cancellationToken);
        return sawVisible && (await hold.CountOthersAsync(cancellationToken)).HeldElsewhere == 0;
    }
}
