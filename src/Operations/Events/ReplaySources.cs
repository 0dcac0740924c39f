using System.Runtime.CompilerServices;
using Orders.Events;
using Orders.Model;
using Orders.Operations.Failures;
using Orders.Storage;

namespace Orders.Operations.Events;

/// <summary>Where the events of a replay come from: rows. Those of on-failure records are <see cref="FailureReplay"/>'s.</summary>
internal static class ReplaySources
{
    /// <summary>The events of one order; those of one version only, where that is given.</summary>
    /// <exception cref="CommandException">There is no such order or version, or its history is not whole.</exception>
    public static async IAsyncEnumerable<ReplayBatch> OfOrderAsync(
        OrderReader orders, OrderId id, int? version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = await orders.FindAsync(id, cancellationToken)
            ?? throw Refused($"There is no order {id}. What the table does not have cannot be told again from it.");
        var events = PastEvents.Of(order);
        if (events.Count == 0)
        {
            throw Refused($"The history of order {id} does not tell of every version: somebody wrote to the row past the pipeline.");
        }

        yield return new ReplayBatch(version is not { } meant
            ? events
            : events.Where(told => told.Sequence == meant).ToList() is { Count: > 0 } found ? found : throw Refused($"Order {id} has the versions 1 to {order.Version}."));
    }

    /// <summary>The events of a span of time: of every order that is in the table.</summary>
    public static async IAsyncEnumerable<ReplayBatch> OfSpanAsync(
        TableScan scan, DateTimeOffset since, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (orders, unreadable) in scan.ReadAsync(since, until, cancellationToken))
        {
            yield return new ReplayBatch([.. orders.SelectMany(PastEvents.Of).Where(told => told.Time >= since && told.Time < until)])
            {
                Problems =
                [
                    .. unreadable,
                    .. orders.Where(static order => !order.HasWholeHistory()).Select(static order => $"order {order.Id}: its history does not tell of every version"),
                ],
            };
        }
    }

    private static CommandException Refused(string why) => new(why) { ExitCode = ExitCodes.Failed };
}
