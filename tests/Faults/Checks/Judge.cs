using System.Text.Json;
using Orders.Events;
using Orders.Model;
using Orders.Storage;
using Orders.Tests.Faults.Clients;
using Orders.Tests.Faults.Functions;
using Orders.Tests.Faults.Services;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Checks;

/// <summary>Holds what is there at the end against what the outside was told: every guarantee of the design.</summary>
internal sealed class Judge(Universe universe, Pipeline pipeline, Outside outside, FaultRates rates)
{
    private readonly Dictionary<string, Row> _orders = pipeline.Table.Rows.Where(IsOrder).ToDictionary(Table.KeyOf);
    private readonly HashSet<string> _deadBodies = [.. pipeline.DeadLetters.Messages.Select(static message => message.Body)];
    // The Processor's clock may be five minutes off.
    private static readonly TimeSpan MinWait = Pipeline.Limits.EarlyChangeMaxAge - TimeSpan.FromMinutes(6);

    // As an Expire step asks for, by the Processor's clock.
    private static readonly TimeSpan MinExpiryAge = TimeSpan.FromHours(1) - TimeSpan.FromMinutes(6);

    // The setting, and the attempts and pauses of one more batch.
    private static readonly TimeSpan MaxDelay = Pipeline.QuarantineAfter + TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _invalid = [.. outside.InvalidMessages.Select(static entry => entry.Step.Body)];

    public void Check()
    {
        NothingIsLeftWaiting();
        NoFailureThatPassesEndsInADeadLetter();
        NoLegalChangeIsADeadLetter();
        EveryMessageWasDoneOrIsADeadLetter();
        EveryPromiseWasKept();
        OneOrderPerKey();
        StatusesOnlyMoveAlongTheLifecycle();
        EveryConsumerHeardEveryChangeInOrder();
        OneConsumersBrokenQueueDelaysNobodyElse();
        NoEventIsLeftInQuarantine();
        JunkWasQuarantined();
        AnErasureChangesNothingElse();
        InvalidMessagesHaveTheirReason();
        EveryRejectedPlacementIsRecorded();
    }

    private static bool IsOrder(Row row) => row.ContainsKey(OrdersTable.Status);

    private static bool IsRejection(Row row) => Table.KeyOf(row).StartsWith(Asked.RejectionPrefix, StringComparison.Ordinal);

    private static bool IsErasure(RowChange change) => change.Before?.ContainsKey(OrdersTable.ErasedAt) == false && change.After?.ContainsKey(OrdersTable.ErasedAt) == true;

    // An erasure is no change of the order: it has no version and no event.
    private IEnumerable<RowChange> OrderChanges => pipeline.Table.Changes.Where(static change => change.After is { } row && IsOrder(row) && !IsErasure(change));

    private void AnErasureChangesNothingElse()
    {
        foreach (var (key, before, after) in pipeline.Table.Changes.Where(IsErasure).Select(static change => (change.Key, change.Before!, change.After!)))
        {
            Must("G4", before.Where(static pair => !PersonalFields.All.Contains(pair.Key)).All(pair => after.GetValueOrDefault(pair.Key) == pair.Value), () => $"an erasure changed more of order {key}");
            Must("G4", pipeline.Table.Find(key) is { } row && !PersonalFields.All.Any(row.ContainsKey), () => $"order {key} was erased and has personal data again");
        }
    }

    private void NothingIsLeftWaiting()
    {
        Must("G6", pipeline.OrdersQueue.Messages.Count == 0, () => $"{pipeline.OrdersQueue.Messages.Count} messages still go round: {pipeline.OrdersQueue.Messages[0].Body}");
        Must("G6", pipeline.StreamMapping.Behind == 0, () => $"{pipeline.StreamMapping.Behind} changes are still not told");
    }

    // Receives are used up only by a message that ends its process each time, as long as SQS takes most visibility timeouts.
    private void NoFailureThatPassesEndsInADeadLetter()
    {
        if (rates.Outage > 0 || rates.FailBefore > 0.1)
        {
            return;
        }

        foreach (var letter in pipeline.DeadLetters.Accepted.Where(static letter => !letter.Body.Contains(SendPoison.Item, StringComparison.Ordinal)))
        {
            Must("G6", Reason(letter) is not (null or ("retries_exhausted", _)), () => $"is a dead letter because of failures that passed: {letter.Body}");
        }
    }

    // A change that can still become legal is a dead letter only after it has waited, or where redeliveries have used up its receives.
    private void NoLegalChangeIsADeadLetter()
    {
        foreach (var letter in pipeline.DeadLetters.Accepted.Where(static letter => Reason(letter) is not null))
        {
            var original = pipeline.OrdersQueue.Accepted.Find(message => message.Id == MessageId(letter));
            if (original is null || _invalid.Contains(letter.Body) || Asked.Read(letter.Body) is not { To: { } to } change)
            {
                continue;
            }

            var row = pipeline.Table.FindAt(change.OrderId, letter.SentAt);
            var isEarly = row is null
                ? Lifecycle.CanReach(Lifecycle.Initial, to)
                : (!Went(row, to) && Lifecycle.CanReach(StatusOf(row), to) && (change.ExpectedVersion is null || VersionOf(row) < change.ExpectedVersion));
            Must("G4", !isEarly || letter.SentAt - original.SentAt >= MinWait || original.ReceiveCount >= Pipeline.Limits.MaxReceiveCount, () => $"is a dead letter although the change before it was on its way: {letter.Body}");
        }
    }

    private void EveryMessageWasDoneOrIsADeadLetter()
    {
        foreach (var body in pipeline.OrdersQueue.Accepted.Select(static message => message.Body).Distinct().Where(body => !_invalid.Contains(body)))
        {
            var asked = Asked.Read(body);
            if (asked is null || _deadBodies.Contains(body))
            {
                NoConflictWithItself(asked, body);
                continue;
            }

            var row = _orders.GetValueOrDefault(asked.OrderId);
            if (asked.Content is { } content)
            {
                Must("G1", row is not null, () => $"is neither an order nor a dead letter: {body}");
                Must("G3", row is null || ContentOf(row) == content, () => $"came with a used key, was acknowledged and is no dead letter: {body}");
            }
            else
            {
                Must("G1", row is not null && Went(row, asked.To!.Value), () => $"was neither done nor is a dead letter: {body}");
            }
        }
    }

    private void NoConflictWithItself(Asked? asked, string body)
    {
        if (asked?.Content is { } content && _orders.GetValueOrDefault(asked.OrderId) is { } row && ContentOf(row) == content)
        {
            Must("G3", !pipeline.DeadLetters.Messages.Any(letter => letter.Body == body && Reason(letter)?.Code == "key_conflict"),
                () => $"is kept, and a dead letter says that it conflicts: {body}");
        }
    }

    private void EveryPromiseWasKept()
    {
        var dead = _deadBodies.Where(body => !_invalid.Contains(body)).Select(Asked.Read).OfType<Asked>().ToHashSet();
        foreach (var promise in outside.Placed)
        {
            var row = _orders.GetValueOrDefault(promise.OrderId);
            var isDead = dead.Contains(new Asked(promise.OrderId, promise.Content, null, null));
            Must("G1", row is not null || isDead, () => $"was accepted and is nowhere: {promise}");
            Must("G3", row is null || isDead || ContentOf(row) == promise.Content, () => $"was accepted and another content is kept: {promise}");
            Must("G2", row is null || row[OrdersTable.Owner].S == promise.Owner, () => $"was given somebody else's order: {promise}");
        }

        foreach (var promise in outside.Moved)
        {
            var row = _orders.GetValueOrDefault(promise.OrderId);
            Must("G1", (row is not null && Went(row, promise.To)) || dead.Contains(new Asked(promise.OrderId, null, promise.To, null)),
                () => $"was accepted and is neither done nor a dead letter: {promise}");
        }

        foreach (var conflict in outside.Conflicts)
        {
            var row = _orders.GetValueOrDefault(conflict.OrderId);
            Must("G3", row is not null && ContentOf(row) != conflict.Content, () => $"was refused as a conflict and is none: {conflict}");
        }
    }

    private void OneOrderPerKey()
    {
        foreach (var twice in _orders.Values
            .Where(static row => row.ContainsKey(OrdersTable.IdempotencyKey))
            .GroupBy(static row => (row[OrdersTable.Owner].S, row[OrdersTable.IdempotencyKey].S))
            .Where(static group => group.Count() > 1))
        {
            universe.Violate("G2", $"{twice.Count()} orders for the key {twice.Key}");
        }

        var withoutKey = _orders.Values.Count(static row => !row.ContainsKey(OrdersTable.IdempotencyKey));
        Must("G2", withoutKey <= outside.WithoutKey, () => $"{withoutKey} orders from {outside.WithoutKey} requests without a key");
        foreach (var row in _orders.Values)
        {
            var isAsked = pipeline.OrdersQueue.Accepted.Any(message => !_invalid.Contains(message.Body)
                && Asked.Read(message.Body) is { Content: { } content } asked && asked.OrderId == Table.KeyOf(row) && content == ContentOf(row));
            Must("G2", isAsked, () => $"order {Table.KeyOf(row)} was asked for by nobody");
        }
    }

    private void StatusesOnlyMoveAlongTheLifecycle()
    {
        foreach (var change in OrderChanges)
        {
            var (before, after) = (change.Before, change.After!);
            if (before is null)
            {
                Must("G4", StatusOf(after) == OrderStatus.Pending && VersionOf(after) == 1, () => $"order {change.Key} began as {StatusOf(after)}, version {VersionOf(after)}");
                continue;
            }

            var (from, to) = (StatusOf(before), StatusOf(after));
            Must("G4", Lifecycle.Allows(from, to), () => $"order {change.Key} went from {from} to {to}");
            Must("G4", VersionOf(after) == VersionOf(before) + 1, () => $"order {change.Key} went from version {VersionOf(before)} to {VersionOf(after)}");
            Must("G4", ContentOf(after) == ContentOf(before), () => $"order {change.Key} changed its content");
            var isAsked = (to == OrderStatus.Expired && outside.Expired) || pipeline.OrdersQueue.Accepted.Any(message => !_invalid.Contains(message.Body)
                && Asked.Read(message.Body) is { To: { } status } asked && asked.OrderId == change.Key && status == to
                && (asked.ExpectedVersion ?? VersionOf(before)) == VersionOf(before));
            Must("G4", isAsked, () => $"order {change.Key} went from {from}, version {VersionOf(before)}, to {to} and nobody asked for that");
            Must("G4", to != OrderStatus.Expired || change.At - FirstAccepted(change.Key) >= MinExpiryAge, () => $"order {change.Key} expired {change.At - FirstAccepted(change.Key)} after its acceptance");
        }
    }

    private DateTimeOffset FirstAccepted(string id) => pipeline.OrdersQueue.Accepted
        .Where(message => !_invalid.Contains(message.Body) && Asked.Read(message.Body) is { Content: not null } asked && asked.OrderId == id)
        .Min(static message => message.SentAt);

    /// <summary>A queue that is broken for hours delays nobody else.</summary>
    public static void NobodyWaitsForABrokenQueue(Universe universe, Pipeline pipeline)
    {
        if (pipeline.StreamMapping.Behind > 0)
        {
            universe.Violate("G6", $"{pipeline.StreamMapping.Behind} changes are not told because of a broken queue");
        }
    }

    private void EveryConsumerHeardEveryChangeInOrder()
    {
        foreach (var consumer in pipeline.Consumers)
        {
            var late = QuarantinedFor(consumer);
            var heard = pipeline.QueueOf(consumer).Accepted
                .DistinctBy(static message => Event(message).Id)
                .GroupBy(static message => message.GroupId!, StringComparer.Ordinal)
                .ToDictionary(static group => group.Key, static group => group.Select(static message => Event(message)).ToList());
            var changes = pipeline.Table.Changes
                .Where(static change => change.After is { } row && (IsOrder(row) || IsRejection(row)) && !IsErasure(change))
                .Select(static change => IsRejection(change.After!)
                    ? (Key: change.Key[Asked.RejectionPrefix.Length..], Event: (Id: $"{change.Key[Asked.RejectionPrefix.Length..]}:0", Status: "REJECTED"), Type: EventTypes.Rejected)
                    : (Key: change.Key, Event: (Id: $"{change.Key}:{VersionOf(change.After!)}", Status: StatusOf(change.After!).ToWire()), Type: change.Before is null ? EventTypes.Placed : EventTypes.StatusChanged))
                .Where(change => consumer.Types.Contains(change.Type))
                .GroupBy(static change => change.Key, StringComparer.Ordinal);
            foreach (var order in changes)
            {
                var expected = order.Select(static change => change.Event).ToList();
                var got = heard.GetValueOrDefault(order.Key) ?? [];
                heard.Remove(order.Key);
                Must("G5", expected.ToHashSet().SetEquals(got), () => $"{consumer.Name} should hear {string.Join(' ', expected)} and heard {string.Join(' ', got)}");
                // One that was quarantined may come behind later ones, and a rejection, which has a row of its own, anywhere; but no other may.
                bool IsOrdered((string Id, string Status) told) => !late.Contains(told.Id) && !told.Id.EndsWith(":0", StringComparison.Ordinal);
                Must("G5", expected.Where(IsOrdered).SequenceEqual(got.Where(IsOrdered)),
                    () => $"{consumer.Name} should hear {string.Join(' ', expected)} in this order and heard {string.Join(' ', got)}");
            }

            Must("G5", heard.Count == 0, () => $"{consumer.Name} heard of orders that are none: {string.Join(' ', heard.Keys)}");
        }
    }

    // Where nothing fails but one consumer's queue, the others' events are on time.
    private void OneConsumersBrokenQueueDelaysNobodyElse()
    {
        if (rates != FaultRates.None)
        {
            return;
        }

        foreach (var consumer in pipeline.Consumers.Where(consumer => !outside.Broken.Contains(consumer.Name)))
        {
            var heard = pipeline.QueueOf(consumer).Accepted.DistinctBy(static message => Event(message).Id).ToDictionary(static message => Event(message).Id, static message => message.SentAt);
            foreach (var change in OrderChanges)
            {
                if (heard.TryGetValue($"{change.Key}:{VersionOf(change.After!)}", out var at))
                {
                    Must("G6", at - change.At <= MaxDelay, () => $"{consumer.Name} heard of {change.Key} only after {at - change.At}");
                }
            }
        }
    }

    private void NoEventIsLeftInQuarantine() => Must(
        "G5",
        !pipeline.EventsDeadLetters.Messages.Any(static letter => Reason(letter)?.Code == QuarantinedEvent.Code),
        () => "a quarantined event is still there after its replay");

    private HashSet<string> QuarantinedFor(Consumer consumer) =>
        [.. pipeline.EventsDeadLetters.Accepted.Where(letter => Reason(letter)?.Code == QuarantinedEvent.Code && ConsumerOf(letter) == consumer.Name).Select(static letter => Event(letter).Id)];

    private static string? ConsumerOf(QueueMessage letter)
    {
        using var document = JsonDocument.Parse(letter.Attributes["dead_letter"].StringValue);
        return document.RootElement.GetProperty("consumer").GetString();
    }

    private void JunkWasQuarantined()
    {
        foreach (var change in pipeline.Table.Changes.Where(static change => !IsOrder(change.After!) && !IsRejection(change.After!)))
        {
            Must("G6", pipeline.EventsDeadLetters.Messages.Any(message => message.Body.Contains(change.SequenceNumber, StringComparison.Ordinal)),
                () => $"the unreadable record {change.SequenceNumber} was not set aside");
        }
    }

    private void InvalidMessagesHaveTheirReason()
    {
        foreach (var (_, step) in outside.InvalidMessages)
        {
            var letters = pipeline.DeadLetters.Messages.Where(message => message.Body == step.Body).ToList();
            Must("G7", letters.Count > 0, () => $"broke a rule and is no dead letter: {step.Body}");
            Must("G7", letters.TrueForAll(letter => Reason(letter) is null or ("retries_exhausted", _) || Reason(letter) == (step.Code, step.Field)),
                () => $"is a dead letter for another reason: {step}");
        }

        Must("G1", pipeline.DeadLetters.Messages.All(static message => IsSweep(message) || FromIngest(message) || message.Attributes.ContainsKey(Outside.SenderAttribute)),
            () => "a dead letter has lost its sender's attribute");
    }

    // Only a message on its last receive is dead-lettered without the record.
    private void EveryRejectedPlacementIsRecorded()
    {
        var letters = pipeline.DeadLetters.Accepted.Where(static letter => Asked.RejectionKey(letter.Body) is not null).ToLookup(static letter => Asked.RejectionKey(letter.Body)!);
        foreach (var letter in letters.SelectMany(static group => group).Where(static letter => Reason(letter) is not (null or ("retries_exhausted", _))))
        {
            var isLast = pipeline.OrdersQueue.Accepted.Exists(message => message.Id == MessageId(letter) && message.ReceiveCount >= Pipeline.Limits.MaxReceiveCount);
            Must("G7", isLast || pipeline.Table.Find(Asked.RejectionKey(letter.Body)!) is not null, () => $"was rejected and nobody can learn of it: {letter.Body}");
        }

        foreach (var row in pipeline.Table.Rows.Where(IsRejection))
        {
            Must("G7", letters.Contains(Table.KeyOf(row)), () => $"{Table.KeyOf(row)} was rejected and has no dead letter");
        }
    }

    private static bool IsSweep(QueueMessage message) => message.Body.Contains("order.expire_pending", StringComparison.Ordinal);

    // What Ingest writes says whose order it is.
    private static bool FromIngest(QueueMessage message) => !message.Attributes.ContainsKey(Outside.SenderAttribute)
        && (message.Body.Contains("\"owner\":\"jwt:", StringComparison.Ordinal) || message.Body.Contains("change_status", StringComparison.Ordinal));

    private static string MessageId(QueueMessage letter)
    {
        using var document = JsonDocument.Parse(letter.Attributes["dead_letter"].StringValue);
        return document.RootElement.GetProperty("message_id").GetString()!;
    }

    private static (string Code, string? Field)? Reason(QueueMessage letter)
    {
        if (!letter.Attributes.TryGetValue("dead_letter", out var attribute))
        {
            return null;
        }

        using var document = JsonDocument.Parse(attribute.StringValue);
        return (document.RootElement.GetProperty("code").GetString()!, document.RootElement.TryGetProperty("field", out var field) ? field.GetString() : null);
    }

    private static (string Id, string Status) Event(QueueMessage message)
    {
        using var document = JsonDocument.Parse(message.Body);
        return (document.RootElement.GetProperty("id").GetString()!, document.RootElement.GetProperty("data").GetProperty("status").GetString()!);
    }

    private static Content ContentOf(Row row) => new(row["item"].S, int.Parse(row["quantity"].N));

    private static OrderStatus StatusOf(Row row) => Enum.Parse<OrderStatus>(row[OrdersTable.Status].S, ignoreCase: true);

    private static int VersionOf(Row row) => int.Parse(row[OrdersTable.Version].N);

    private static bool Went(Row row, OrderStatus to) =>
        row.TryGetValue(OrdersTable.History, out var history) && history.L.Exists(entry => entry.M[OrdersTable.Status].S == to.ToWire());

    private void Must(string guarantee, bool holds, Func<string> otherwise)
    {
        if (!holds)
        {
            universe.Violate(guarantee, otherwise());
        }
    }
}
