using System.Runtime.CompilerServices;
using Orders.Events;
using Orders.Model;
using Orders.Operations.Failures;
using Orders.Storage;

namespace Orders.Operations.Events;

/// <summary>Reads the events of a replay from rows. Those of on-failure records come from <see cref="FailureReplay"/>.</summary>
internal static class ReplaySources
{
    /// <summary>Returns the events of one order, its rejection first, or of one version of it.</summary>
    /// <exception cref="CommandException">The order or version does not exist, or its history is incomplete.</exception>
    public static async IAsyncEnumerable<ReplayBatch> OfOrderAsync(
        OrderReader orders, Rejections rejections, OrderId id, int? version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rejected = version is null ? await rejections.FindAsync(id, cancellationToken) : null;
        if (rejected is not null)
        {
            yield return new ReplayBatch([OrderEvent.Of(rejected)]);
        }

        var order = await orders.FindAsync(id, cancellationToken);
        if (order is null && rejected is not null)
        {
            yield break;
        }

        var events = order is null
            ? throw Refused($"There is no order {id}. Events can be replayed only for orders in the table.")
            : PastEvents.Of(order);
        if (events.Count == 0)
        {
            throw Refused($"The history of order {id} is incomplete: the row was written outside the pipeline.");
        }

        yield return new ReplayBatch(version is not { } wanted
            ? events
            : events.Where(each => each.Sequence == wanted).ToList() is { Count: > 0 } found ? found : throw Refused($"Order {id} has the versions 1 to {order.Version}."));
    }

    /// <summary>Returns the events of a time span, of every order in the table.</summary>
    public static async IAsyncEnumerable<ReplayBatch> OfSpanAsync(
        TableScan scan, DateTimeOffset since, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (orders, rejected, unreadable) in scan.ReadAsync(since, until, cancellationToken))
        {
            yield return new ReplayBatch([.. rejected.Select(OrderEvent.Of), .. orders.SelectMany(PastEvents.Of).Where(told => told.Time >= since && told.Time < until)])
            {
                Problems =
                [
                    .. unreadable,
                    .. orders.Where(static order => !order.HasWholeHistory()).Select(static order => $"order {order.Id}: its history is incomplete"),
                ],
            };
        }
    }

    private static CommandException Refused(string why) => new(why) { ExitCode = ExitCodes.Failed };
}
