using Orders.Events;
using Orders.Model;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Dev.Demo;

/// <summary>Reconciles what a client was promised with what exists.</summary>
/// <param name="ledger">What the client was promised.</param>
/// <param name="sent">
/// In a disturbed run, the messages that the functions sent to the queue, body by message id. A send whose answer was lost is repeated, so
/// that a promise may be two messages, and a message may be dead-lettered twice. Null if each promise is one message.
/// </param>
/// <param name="broken">The consumer whose queue was broken; null for none.</param>
internal sealed class Reconciler(Ledger ledger, IReadOnlyDictionary<string, string>? sent = null, BrokenConsumer? broken = null)
{
    private int _lost;
    private int _doubled;
    private int _outOfOrder;

    /// <summary>Returns the numbers of what is lost, doubled and out of order.</summary>
    public (int Lost, int Doubled, int OutOfOrder) Settle(
        IReadOnlyDictionary<OrderId, Order> rows,
        IReadOnlyDictionary<OrderId, RejectedOrder> rejected,
        IReadOnlyList<FoundLetter> letters,
        IReadOnlyList<ConsumerReader> consumers)
    {
        // At-least-once delivery may dead-letter a message twice.
        letters = sent is null ? letters : [.. letters.DistinctBy(static letter => (letter.MessageId, letter.Code))];
        var givenUp = letters.Where(IsGivenUp).Select(static letter => letter.Order).ToHashSet();
        SettleOrders(rows, letters, givenUp);
        SettleConflicts(rows, letters);
        SettleInvalid(letters, givenUp);
        SettleRejected(rejected, letters, consumers);
        foreach (var consumer in consumers)
        {
            SettleEvents(rows, consumer);
        }

        return (_lost, _doubled, _outOfOrder);
    }

    /// <summary>Returns the number of events that a consumer gets for an order of this version.</summary>
    public static int WantedEvents(int version, ConsumerReader reader) =>
        (reader.Consumer.Types.Contains(EventTypes.Placed) ? 1 : 0) + (reader.Consumer.Types.Contains(EventTypes.StatusChanged) ? version - 1 : 0);

    private void SettleOrders(IReadOnlyDictionary<OrderId, Order> rows, IReadOnlyList<FoundLetter> letters, HashSet<OrderId> givenUp)
    {
        foreach (var (id, contents) in ledger.Orders)
        {
            if (!rows.TryGetValue(id, out var row) || !contents.Contains(row.ContentHash))
            {
                // A message that could not be processed must be a dead letter with its body.
                if (!letters.Any(letter => letter.Order == id && IsGivenUp(letter)))
                {
                    _lost++;
                    ledger.Problems.Enqueue($"The order {id} {(row is null ? "does not exist" : "has a content that nobody sent")}.");
                }

                continue;
            }

            var (status, version) = ledger.Finals[id];
            if ((row.Status != status || row.Version != version) && !givenUp.Contains(id))
            {
                _lost++;
                ledger.Problems.Enqueue($"An order is {row.Status.ToWire()}, version {row.Version}; expected {status.ToWire()}, version {version}.");
            }
        }

        var doubtful = ledger.Doubtful.GroupBy(static content => content).ToDictionary(static group => group.Key, static group => group.Count());
        foreach (var row in rows.Values.Where(row => !ledger.Orders.ContainsKey(row.Id)))
        {
            if (row.IdempotencyKey is null && doubtful.GetValueOrDefault(row.ContentHash) is > 0 and var left)
            {
                doubtful[row.ContentHash] = left - 1;
            }
            else
            {
                _doubled++;
            }
        }
    }

    /// <summary>Checks that each message accepted under a key with other content than the row's is a dead letter.</summary>
    private void SettleConflicts(IReadOnlyDictionary<OrderId, Order> rows, IReadOnlyList<FoundLetter> letters)
    {
        var conflicts = letters.Where(static letter => letter.Code == ErrorCodes.KeyConflict).ToList();
        if (sent is null)
        {
            var found = conflicts.GroupBy(static letter => letter.Order).ToDictionary(static group => group.Key, static group => group.Count());
            foreach (var (id, contents) in ledger.Orders.Where(entry => rows.ContainsKey(entry.Key)))
            {
                Compare($"dead letters of {id}", expected: contents.Count(content => content != rows[id].ContentHash), found: found.GetValueOrDefault(id));
            }

            return;
        }

        var expected = sent.Concat(ledger.Messages)
            .Where(message => FoundLetter.Placement(message.Value) is { } order && rows.TryGetValue(order.Id, out var row) && row.ContentHash != order.ContentHash)
            .Select(static message => message.Key).ToHashSet();
        _doubled += conflicts.Count(letter => !expected.Contains(letter.MessageId));
        expected.ExceptWith(letters.Where(static letter => letter.Code == ErrorCodes.KeyConflict || IsGivenUp(letter)).Select(static letter => letter.MessageId));
        _lost += expected.Count;
    }

    private void SettleInvalid(IReadOnlyList<FoundLetter> letters, HashSet<OrderId> givenUp)
    {
        var others = letters.Where(static letter => letter.Code != ErrorCodes.KeyConflict).ToLookup(static letter => letter.MessageId);
        foreach (var (messageId, send) in ledger.InvalidMessages)
        {
            Compare($"dead letters of message {messageId}", expected: 1, found: others[messageId].Count(letter => letter.Body == send.Body && ((letter.Field, letter.Code) == send.Refusal || IsGivenUp(letter))));
        }

        foreach (var letter in others.SelectMany(static group => group).Where(letter => !ledger.InvalidMessages.ContainsKey(letter.MessageId)))
        {
            // With a dead-lettered message go those that depend on it, such as a change of an order that was not placed.
            if (sent is null || !givenUp.Contains(letter.Order))
            {
                _doubled++;
                ledger.Problems.Enqueue($"A valid message is a dead letter: {letter.Field} {letter.Code}.");
            }
        }
    }

    /// <summary>Checks that each placement with a reason on its dead letter is recorded as rejected, and that consumers heard of it once.</summary>
    private void SettleRejected(IReadOnlyDictionary<OrderId, RejectedOrder> rejected, IReadOnlyList<FoundLetter> letters, IReadOnlyList<ConsumerReader> consumers)
    {
        var dead = letters.Where(static letter => letter.Placed is not null).ToLookup(static letter => letter.Placed!.Value);
        foreach (var id in dead.Where(static group => !group.All(IsGivenUp)).Select(static group => group.Key))
        {
            Compare($"records that {id} was rejected", expected: 1, found: rejected.ContainsKey(id) ? 1 : 0);
        }

        foreach (var id in rejected.Keys)
        {
            Compare($"records without a dead letter of {id}", expected: 0, found: dead.Contains(id) ? 0 : 1);
            foreach (var consumer in consumers)
            {
                Compare(
                    $"events of the rejection of {id} for {consumer.Consumer.Name}",
                    expected: consumer.Consumer.Types.Contains(EventTypes.Rejected) ? 1 : 0,
                    found: consumer.Rejections.GetValueOrDefault(id));
            }
        }
    }

    private void SettleEvents(IReadOnlyDictionary<OrderId, Order> rows, ConsumerReader consumer)
    {
        foreach (var (id, row) in rows)
        {
            var came = consumer.Sequences.GetValueOrDefault(id) ?? [];
            Compare($"events of {id} for {consumer.Consumer.Name}", expected: WantedEvents(row.Version, consumer), found: came.Distinct().Count());
            _doubled += came.Length - came.Distinct().Count();
            // A quarantined event may arrive after later ones; others may not.
            var onTime = broken?.Name == consumer.Consumer.Name ? [.. came.Where(sequence => !broken.MayBeLate(id, sequence))] : came;
            _outOfOrder += onTime.Zip(onTime.Skip(1)).Count(static pair => pair.Second < pair.First);
        }
    }

    private void Compare(string what, int expected, int found)
    {
        if (found != expected)
        {
            ledger.Problems.Enqueue($"There are {found} {what} instead of {expected}.");
        }

        _lost += Math.Max(0, expected - found);
        _doubled += Math.Max(0, found - expected);
    }

    // SQS moves a message that was killed on its last receive, without a code.
    private static bool IsGivenUp(FoundLetter letter) => letter.Code is ErrorCodes.RetriesExhausted or "";
}
