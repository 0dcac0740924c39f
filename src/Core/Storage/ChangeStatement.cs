using System.Collections.Concurrent;
using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Orders.Messages;
using Orders.Model;
using Orders.Settings;

namespace Orders.Storage;

/// <summary>
/// The PartiQL <c>UPDATE</c> of one status change, for a request with many. PartiQL for DynamoDB documents no <c>if_not_exists</c>, so the
/// statement assumes that the order took the likeliest path. The path determines the order's version, and whether it has a history to append
/// to.
/// </summary>
internal sealed class ChangeStatement(TableSettings settings)
{
    // The clauses depend on the kind of change. There are few kinds, so each text is built once.
    private readonly ConcurrentDictionary<Shape, string> _texts = new();

    /// <summary>Returns the statement with its parameters. It fails with <c>ConditionalCheckFailed</c> if the order took another path.</summary>
    /// <returns>Null if no path leads to the change.</returns>
    public BatchStatementRequest? For(ChangeStatus change, DateTimeOffset now)
    {
        var path = Lifecycle.LikeliestPathTo(change.Status, change.ExpectedVersion);
        if (path.IsEmpty)
        {
            return null;
        }

        var at = new AttributeValue(Timestamp.Format(now));
        var shard = StatusShard.Of(change.OrderId, change.Status, settings);
        List<AttributeValue> parameters =
            [new(change.Status.ToWire()), at, Number(path.Length + 1), History(change, at)];
        if (change.TraceParent is not null)
        {
            parameters.Add(new AttributeValue(change.TraceParent));
        }

        if (shard is not null)
        {
            parameters.Add(new AttributeValue(shard));
        }

        var removal = RowRemoval.Of(change.Status, now, settings);
        if (removal is not null)
        {
            parameters.Add(removal);
        }

        parameters.AddRange([new(change.OrderId.ToString()), new(path[^1].ToWire()), Number(path.Length)]);
        if (change.Owner is not null)
        {
            parameters.Add(new AttributeValue(change.Owner));
        }

        var shape = new Shape(
            IsFirst: path.Length == 1, HasTrace: change.TraceParent is not null, IsIndexed: shard is not null, IsRemovedLater: removal is not null, HasOwner: change.Owner is not null);
        return new BatchStatementRequest { Statement = _texts.GetOrAdd(shape, TextOf), Parameters = parameters };
    }

    /// <summary>Returns the change as a list of one history entry, to be appended.</summary>
    public static AttributeValue History(ChangeStatus change, AttributeValue at)
    {
        var entry = new Dictionary<string, AttributeValue> { [OrdersTable.Status] = new(change.Status.ToWire()), [OrdersTable.HistoryAt] = at };
        if (change.Reason is not null)
        {
            entry[OrdersTable.HistoryReason] = new AttributeValue(change.Reason);
        }

        return new AttributeValue { L = [new AttributeValue { M = entry }] };
    }

    private string TextOf(Shape shape)
    {
        var history = shape.IsFirst ? "?" : $"list_append({OrdersTable.History}, ?)";
        List<string> set =
            [$"\"{OrdersTable.Status}\" = ?", $"\"{OrdersTable.UpdatedAt}\" = ?", $"\"{OrdersTable.Version}\" = ?", $"\"{OrdersTable.History}\" = {history}"];
        List<string> removed = [];
        // A change without a trace must not keep the trace of an earlier one.
        Choose(shape.HasTrace, TraceParent.Name);
        // An order that enters an indexed status is added to the index; one that leaves it is removed.
        Choose(shape.IsIndexed, OrdersTable.StatusShard);
        if (shape.IsRemovedLater)
        {
            set.Add($"\"{OrdersTable.RemoveAfter}\" = ?");
        }

        return $"UPDATE \"{settings.TableName}\" SET {string.Join(" SET ", set)} {string.Concat(removed.Select(static attribute => $"REMOVE {attribute} "))}"
            + $"WHERE \"{OrdersTable.OrderId}\" = ? AND \"{OrdersTable.Status}\" = ? AND \"{OrdersTable.Version}\" = ?"
            + (shape.HasOwner ? $" AND \"{OrdersTable.Owner}\" = ?" : "");

        void Choose(bool isSet, string attribute)
        {
            if (isSet)
            {
                set.Add($"\"{attribute}\" = ?");
            }
            else
            {
                removed.Add($"\"{attribute}\"");
            }
        }
    }

    private static AttributeValue Number(int value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    private readonly record struct Shape(bool IsFirst, bool HasTrace, bool IsIndexed, bool IsRemovedLater, bool HasOwner);
}
