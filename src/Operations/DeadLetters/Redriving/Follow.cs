using System.Collections.Concurrent;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.Orders;
using Orders.Operations.Terminal;
using Orders.Storage;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>
/// Follows the messages of one redrive to their outcome, by their orders in the table and by the messages that return to the dead-letter
/// queue. A returned message is recognized by its <c>redrive</c> mark.
/// </summary>
/// <param name="deadLetters">The dead-letter queue.</param>
/// <param name="rows">The table; null if the messages are not for it: then only returned messages are seen.</param>
/// <param name="time">The clock.</param>
internal sealed class Follow(LetterQueue deadLetters, OrderRows? rows, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, RedriveResult> _awaited = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FollowedLetter> _ended = new(StringComparer.Ordinal);
    private readonly Dictionary<OrderId, Order?> _before = [];
    private readonly HashSet<(OrderId, string)> _done = [];

    /// <summary>All sent messages with their outcomes so far, in the order in which they were dead-lettered.</summary>
    public IReadOnlyList<FollowedLetter> Letters =>
    [
        .. _awaited.Values
            .Select(static sent => new FollowedLetter(sent, Ending.Unresolved))
            .Concat(_ended.Values)
            .OrderBy(static followed => (followed.Sent.Entry.Letter.Since, followed.Sent.Entry.Letter.Id)),
    ];

    /// <summary>The number of messages whose success would be seen in the table, and was not.</summary>
    public int Overdue => AwaitedInTable.Count();

    private IEnumerable<RedriveResult> AwaitedInTable => _awaited.Values.Where(sent => rows is not null && sent.Entry.Content?.Subject is not null);

    /// <summary>Reads the orders before messages about them are sent: a message that changes nothing is a duplicate.</summary>
    public async Task PrepareAsync(IReadOnlyList<PlannedRedrive> entries, CancellationToken cancellationToken)
    {
        if (rows is null)
        {
            return;
        }

        var ids = entries.Select(static entry => entry.Content?.Subject).OfType<OrderId>().Where(id => !_before.ContainsKey(id)).Distinct().ToList();
        foreach (var some in ids.Chunk(rows.RowsPerRequest))
        {
            var found = await rows.ReadAsync(some, cancellationToken);
            foreach (var id in some)
            {
                _before[id] = found.GetValueOrDefault(id);
            }
        }
    }

    /// <summary>Adds sent messages.</summary>
    public void Expect(IEnumerable<RedriveResult> sent)
    {
        foreach (var result in sent)
        {
            _awaited[result.Entry.Letter.Id] = result;
        }
    }

    /// <summary>Notes a message on the dead-letter queue: it may be one that returned.</summary>
    public void See(Letter letter)
    {
        if (letter.Redrive is { } mark && _awaited.TryGetValue(mark.MessageId, out var sent)
            && RedriveMark.Read(sent.Entry.Message!.Attributes) is { } ours && mark.IsOf(ours.By, ours.At))
        {
            End(sent, Ending.DeadAgain, letter.Reason);
        }
    }

    /// <summary>Waits until every sent message has an outcome, or the time is up.</summary>
    /// <param name="limit">The maximum time.</param>
    /// <param name="stopAtDead">Whether to stop waiting once one is dead-lettered again.</param>
    /// <param name="progress">Receives the number of messages without an outcome.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task WaitAsync(TimeSpan limit, bool stopAtDead, Action<int> progress, CancellationToken cancellationToken)
    {
        using var end = TimeLimit.NewSource(limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        var watch = new DeadLetterWatch(deadLetters, time);
        bool IsOver() => _awaited.IsEmpty || (stopAtDead && _ended.Values.Any(static followed => followed.Ending == Ending.DeadAgain));
        async Task LookAtDeadLettersAsync()
        {
            await watch.LookIfDueAsync(
                letter =>
                {
                    See(letter);
                    return !IsOver();
                },
                stop.Token);
            progress(_awaited.Count);
        }

        progress(_awaited.Count);
        try
        {
            while (!IsOver())
            {
                foreach (var some in AwaitedInTable.OrderBy(static sent => sent.Entry.Letter.Since).Chunk(rows?.RowsPerRequest ?? 1).TakeWhile(_ => !IsOver()))
                {
                    await LookAtOrdersAsync(some, stop.Token);
                    await LookAtDeadLettersAsync();
                }

                if (!IsOver())
                {
                    await LookAtDeadLettersAsync();
                    await Task.Delay(BetweenLooks, time, stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The time is up.
        }
    }

    private async Task LookAtOrdersAsync(IReadOnlyList<RedriveResult> awaited, CancellationToken cancellationToken)
    {
        var found = await rows!.ReadAsync(awaited.Select(static sent => sent.Entry.Content!.Subject!.Value), cancellationToken);
        foreach (var sent in awaited)
        {
            var message = sent.Entry.Content!;
            var id = message.Subject!.Value;
            if (found.TryGetValue(id, out var order) && IsDone(message, order))
            {
                var isNews = (_before.GetValueOrDefault(id) is not { } before || !IsDone(message, before)) && _done.Add((id, Kind(message)));
                End(sent, !isNews ? Ending.Duplicate : message is ChangeStatus ? Ending.Changed : Ending.Placed);
            }
        }
    }

    private void End(RedriveResult sent, Ending ending, LetterReason? reason = null)
    {
        _ended[sent.Entry.Letter.Id] = new FollowedLetter(sent, ending, reason);
        _awaited.TryRemove(sent.Entry.Letter.Id, out _);
    }

    // Another order with the same id is a conflict: its message is dead-lettered again.
    private static bool IsDone(OrderMessage message, Order order) => message switch
    {
        PlaceOrder place => Fingerprint.Of(order) == Fingerprint.Of(place.Order),
        ChangeStatus change => order.Status == change.Status || order.History.Any(entry => entry.Status == change.Status),
        _ => false,
    };

    // Of two messages that ask for the same change, the second is a duplicate.
    private static string Kind(OrderMessage message) => message is ChangeStatus change ? change.Status.ToWire() : "";
}
