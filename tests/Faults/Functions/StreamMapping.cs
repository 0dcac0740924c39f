using Amazon.Lambda.DynamoDBEvents;
using Orders.Tests.Faults.Services;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Functions;

/// <summary>
/// The event source mapping from the table's stream to the Notifier: lanes by key, each in order. A batch that fails is run again
/// from its lowest failure, or is split in two; a done one may be run again, too.
/// </summary>
internal sealed class StreamMapping(Universe universe, Table table, LambdaFunction<DynamoDBEvent, StreamsEventResponse> notifier)
{
    private const int Lanes = 2;
    private const int BatchSize = 8;

    private readonly int[] _readTo = new int[Lanes];

    /// <summary>How many changes are still to be told.</summary>
    public int Behind => Enumerable.Range(0, Lanes).Sum(lane => Ahead(lane, int.MaxValue).Count);

    public void Start()
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            var own = lane;
            universe.Between(0, 200, () => Poll(own));
        }
    }

    private void Poll(int lane)
    {
        var from = _readTo[lane];
        var isReplay = from > 0 && universe.Dice.Hits(universe.Rates.ReplayStream);
        if (isReplay)
        {
            // The checkpoint of the last batch did not last.
            from = universe.Dice.Below(from + 1);
            universe.Note("stream mapping", () => $"lane {lane} starts again behind {from}");
        }

        var batch = Ahead(lane, 1 + universe.Dice.Below(BatchSize), from);
        if (batch.Count == 0)
        {
            table.Bell.Wait(() => Poll(lane));
            return;
        }

        Invoke(lane, batch, () => universe.Between(1, 100, () => Poll(lane)));
    }

    private void Invoke(int lane, List<RowChange> batch, Action next) => notifier.Invoke(
        new DynamoDBEvent { Records = [.. batch.Select(StreamRecords.Of)] },
        outcome =>
        {
            if (outcome.Error is not null)
            {
                universe.Note("stream mapping", () => $"lane {lane} failed: {outcome.Error}");
                universe.Between(100, 1000, batch.Count > 1
                    ? () => Invoke(lane, batch[..(batch.Count / 2)], next)
                    : () => Invoke(lane, batch, next));
                return;
            }

            // Lambda Developer Guide, "Partial batch responses" for streams: all from the lowest failure on comes again.
            var lowest = (outcome.Response!.BatchItemFailures ?? [])
                .Select(static failure => failure.ItemIdentifier)
                .DefaultIfEmpty(null)
                .Min(StringComparer.Ordinal);
            var done = lowest is null ? batch.Count : batch.FindIndex(change => change.SequenceNumber == lowest);
            if (done < 0)
            {
                universe.Violate("G6", "a response names a record that was not in its batch");
                done = 0;
            }

            if (done > 0)
            {
                _readTo[lane] = Math.Max(_readTo[lane], batch[done - 1].Number);
            }

            if (done < batch.Count)
            {
                universe.Between(100, 1000, () => Invoke(lane, batch[done..], next));
            }
            else
            {
                next();
            }
        });

    private List<RowChange> Ahead(int lane, int max, int? from = null) => [.. table.Changes
        .Skip(from ?? _readTo[lane])
        .Where(change => LaneOf(change.Key) == lane)
        .Take(max)];

    private static int LaneOf(string key) => key.Sum(static character => character) % Lanes;
}
