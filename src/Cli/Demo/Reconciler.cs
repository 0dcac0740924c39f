using Orders.Events;
using Orders.Messages;
using Orders.Model;
using Orders.Validation;

namespace Orders.Cli.Demo;

/// <summary>Settles the accounts: what a client was promised against what there is.</summary>
internal sealed class Reconciler(Ledger ledger)
{
    private int _lost;
    private int _doubled;
    private int _outOfOrder;

    /// <summary>How much is missing, there twice, and out of order.</summary>
    public (int Lost, int Doubled, int OutOfOrder) Settle(
        IReadOnlyDictionary<OrderId, Order> rows, IReadOnlyList<FoundLetter> letters, IReadOnlyList<ConsumerReader> consumers)
    {
        SettleOrders(rows, letters);
        SettleInvalid(letters);
        foreach (var consumer in consumers)
        {
            SettleEvents(rows, consumer);
        }

        return (_lost, _doubled, _outOfOrder);
    }

    private void SettleOrders(IReadOnlyDictionary<OrderId, Order> rows, IReadOnlyList<FoundLetter> letters)
    {
        var conflicts = letters.Where(static letter => letter.Code == ErrorCodes.KeyConflict).Select(IdOf).GroupBy(static id => id)
            .ToDictionary(static group => group.Key, static group => group.Count());
        foreach (var (id, contents) in ledger.Orders)
        {
            if (!rows.TryGetValue(id, out var row) || !contents.Contains(row.ContentHash))
            {
                _lost++;
                continue;
            }

            // Everything accepted under this key with other content than the one that won must be a dead letter.
            Compare(expected: contents.Count(content => content != row.ContentHash), found: conflicts.GetValueOrDefault(id));
            var (status, version) = ledger.Finals[id];
            if (row.Status != status || row.Version != version)
            {
                _lost++;
                ledger.Problems.Enqueue($"An order is {row.Status.ToWire()}, version {row.Version}, and should be {status.ToWire()}, version {version}.");
            }
        }

        _doubled += rows.Keys.Count(id => !ledger.Orders.ContainsKey(id));
    }

    private void SettleInvalid(IReadOnlyList<FoundLetter> letters)
    {
        var others = letters.Where(static letter => letter.Code != ErrorCodes.KeyConflict).ToLookup(static letter => letter.MessageId);
        foreach (var (messageId, send) in ledger.InvalidMessages)
        {
            Compare(expected: 1, found: others[messageId].Count(letter => letter.Body == send.Body && (letter.Field, letter.Code) == send.Refusal));
        }

        foreach (var letter in others.SelectMany(static group => group).Where(letter => !ledger.InvalidMessages.ContainsKey(letter.MessageId)))
        {
            _doubled++;
            ledger.Problems.Enqueue($"A valid message is a dead letter: {letter.Field} {letter.Code}.");
        }
    }

    private void SettleEvents(IReadOnlyDictionary<OrderId, Order> rows, ConsumerReader consumer)
    {
        foreach (var (id, row) in rows)
        {
            var came = consumer.Sequences.GetValueOrDefault(id.ToString()) ?? [];
            Compare(expected: Wanted(row.Version, consumer), found: came.Distinct().Count());
            _doubled += came.Count - came.Distinct().Count();
            _outOfOrder += came.Zip(came.Skip(1)).Count(static pair => pair.Second < pair.First);
        }
    }

    private static int Wanted(int version, ConsumerReader reader) =>
        (reader.Consumer.Types.Contains(EventTypes.Placed) ? 1 : 0) + (reader.Consumer.Types.Contains(EventTypes.StatusChanged) ? version - 1 : 0);

    private void Compare(int expected, int found)
    {
        _lost += Math.Max(0, expected - found);
        _doubled += Math.Max(0, found - expected);
    }

    private static OrderId IdOf(FoundLetter letter) =>
        OrderMessageReader.Read(letter.Body, default, traceParent: null).Value is PlaceOrder place ? place.Order.Id : default;
}
