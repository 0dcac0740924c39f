using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Messages;
using Orders.Model;
using Orders.Observability;
using Orders.Resilience;
using Orders.Settings;
using Polly;

namespace Orders.Storage;

/// <summary>
/// Changes orders' statuses: one conditional write for each change, without a read before it. Several changes share a request as PartiQL
/// statements. A change whose condition fails is retried alone as an <c>UpdateItem</c>: the row in its refusal distinguishes a repeat from a
/// conflict.
/// </summary>
public sealed class StatusChanges(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, TableSettings settings, Metrics metrics, TimeProvider time)
{
    private const int AloneSideBySide = 4;

    private readonly ChangeStatement _statement = new(settings);
    private readonly WriteStatements _statements = new(dynamoDb, pipeline);

    /// <summary>Makes each change once.</summary>
    /// <param name="changes">The changes. Several changes of one order are made in an undefined order.</param>
    /// <param name="cancellationToken">The deadline; changes not made by then have failed.</param>
    /// <returns>One result for each change, in their order. A failed call is a result, not an exception.</returns>
    public async Task<IReadOnlyList<ChangeResult>> ApplyAsync(IReadOnlyList<ChangeStatus> changes, CancellationToken cancellationToken)
    {
        var results = new ChangeResult[changes.Count];
        List<int> together = new(changes.Count), alone = [];
        var statements = new List<WriteStatement>(changes.Count);
        var now = time.GetUtcNow();
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes.Count > 1 && _statement.For(changes[i], now) is { } statement)
            {
                together.Add(i);
                statements.Add(new WriteStatement(changes[i].OrderId, statement));
            }
            else
            {
                alone.Add(i);
            }
        }

        await Task.WhenAll(
            TogetherAsync(changes, together, statements, results, cancellationToken), AloneAsync(changes, alone, results, cancellationToken));
        return results;
    }

    /// <summary>Makes one change once.</summary>
    /// <returns>A failed call is a result, not an exception.</returns>
    public async Task<ChangeResult> ApplyAsync(ChangeStatus change, CancellationToken cancellationToken)
    {
        if (Lifecycle.Predecessors(change.Status).IsEmpty)
        {
            return new ChangeResult(ChangeOutcome.IllegalTransition);
        }

        try
        {
            var request = Request(change);
            await pipeline.ExecuteAsync(async token => await dynamoDb.UpdateItemAsync(request, token), cancellationToken);
            return new ChangeResult(ChangeOutcome.Changed);
        }
        catch (ConditionalCheckFailedException exception)
        {
            return Judge(change, exception.Item);
        }
        catch (AmazonDynamoDBException exception) when (exception.ErrorCode == "ValidationException")
        {
            return new ChangeResult(ChangeOutcome.Unwritable, Cause: exception.ErrorCode);
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            return new ChangeResult(ChangeOutcome.Failed, Cause: CallFailure.Name(exception));
        }
    }

    private async Task TogetherAsync(
        IReadOnlyList<ChangeStatus> changes, List<int> indices, List<WriteStatement> statements, ChangeResult[] results, CancellationToken cancellationToken)
    {
        var made = await _statements.RunAsync(statements, cancellationToken);
        var refused = new List<int>();
        for (var i = 0; i < made.Length; i++)
        {
            switch (made[i].Outcome)
            {
                case StatementOutcome.Done:
                    results[indices[i]] = new ChangeResult(ChangeOutcome.Changed);
                    break;
                case StatementOutcome.Refused:
                    refused.Add(indices[i]);
                    // A failed condition is a normal answer. Any other refusal costs every such change a second call.
                    metrics.Count(MetricNames.StatementsRefused, made[i].Cause == "ConditionalCheckFailed" ? 0 : 1);
                    break;
                default:
                    results[indices[i]] = new ChangeResult(ChangeOutcome.Failed, Cause: made[i].Cause);
                    break;
            }
        }

        await AloneAsync(changes, refused, results, cancellationToken);
    }

    private Task AloneAsync(IReadOnlyList<ChangeStatus> changes, List<int> indices, ChangeResult[] results, CancellationToken cancellationToken) =>
        SideBySide.ForEachAsync(indices, AloneSideBySide, async index => results[index] = await ApplyAsync(changes[index], cancellationToken));

    private UpdateItemRequest Request(ChangeStatus change)
    {
        var at = time.GetUtcNow();
        var now = new AttributeValue(Timestamp.Format(at));
        var names = new Dictionary<string, string>
        {
            ["#id"] = OrdersTable.OrderId,
            ["#status"] = OrdersTable.Status,
            ["#version"] = OrdersTable.Version,
            ["#history"] = OrdersTable.History,
            ["#updated"] = OrdersTable.UpdatedAt,
            ["#shard"] = OrdersTable.StatusShard,
            ["#trace"] = TraceParent.Name,
        };
        var values = new Dictionary<string, AttributeValue>
        {
            [":status"] = new(change.Status.ToWire()),
            [":now"] = now,
            [":one"] = new() { N = "1" },
            [":none"] = new() { L = [], IsLSet = true },
            [":entry"] = ChangeStatement.History(change, now),
        };
        var set = "SET #status = :status, #updated = :now, #version = #version + :one, #history = list_append(if_not_exists(#history, :none), :entry)";
        var removed = new List<string>(2);
        if (change.TraceParent is not null)
        {
            values[":trace"] = new AttributeValue(change.TraceParent);
            set += ", #trace = :trace";
        }
        else
        {
            // A change without a trace must not keep the trace of an earlier one.
            removed.Add("#trace");
        }

        // An order that enters an indexed status is added to the index; one that leaves it is removed.
        if (StatusShard.Of(change.OrderId, change.Status, settings) is { } shard)
        {
            values[":shard"] = new AttributeValue(shard);
            set += ", #shard = :shard";
        }
        else
        {
            removed.Add("#shard");
        }

        if (RowRemoval.Of(change.Status, at, settings) is { } removal)
        {
            names["#remove"] = OrdersTable.RemoveAfter;
            values[":remove"] = removal;
            set += ", #remove = :remove";
        }

        if (removed.Count > 0)
        {
            set += $" REMOVE {string.Join(", ", removed)}";
        }

        var from = Lifecycle.Predecessors(change.Status);
        for (var i = 0; i < from.Length; i++)
        {
            values[$":from{i}"] = new AttributeValue(from[i].ToWire());
        }

        var condition = $"attribute_exists(#id) AND #status IN ({string.Join(", ", from.Select(static (_, i) => $":from{i}"))})";
        if (change.ExpectedVersion is { } version)
        {
            values[":expected"] = new AttributeValue { N = version.ToString(CultureInfo.InvariantCulture) };
            condition += " AND #version = :expected";
        }

        if (change.Owner is { } owner)
        {
            names["#owner"] = OrdersTable.Owner;
            values[":owner"] = new AttributeValue(owner);
            condition += " AND #owner = :owner";
        }

        return new UpdateItemRequest
        {
            TableName = settings.TableName,
            Key = OrderKey.Of(change.OrderId),
            UpdateExpression = set,
            ConditionExpression = condition,
            ExpressionAttributeNames = names,
            ExpressionAttributeValues = values,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
    }

    private static ChangeResult Judge(ChangeStatus change, Dictionary<string, AttributeValue>? row)
    {
        if (row is not { Count: > 0 })
        {
            return new ChangeResult(ChangeOutcome.UnknownOrder) { IsEarly = true };
        }

        return OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out var order, out var unreadable)
            ? Judge(change, order)
            : new ChangeResult(ChangeOutcome.Unreadable, Cause: unreadable.Attribute);
    }

    private static ChangeResult Judge(ChangeStatus change, Order order)
    {
        if (change.Owner is { } owner && owner != order.Owner)
        {
            return new ChangeResult(ChangeOutcome.OfAnotherOwner);
        }

        var canReach = Lifecycle.CanReach(order.Status, change.Status);
        if (change.ExpectedVersion is not { } expected)
        {
            return order.History.Any(past => past.Status == change.Status)
                ? new ChangeResult(ChangeOutcome.Duplicate, order.Status)
                : new ChangeResult(ChangeOutcome.IllegalTransition, order.Status) { IsEarly = canReach };
        }

        if (order.Version == expected)
        {
            return new ChangeResult(ChangeOutcome.IllegalTransition, order.Status);
        }

        if (order.Version < expected)
        {
            return new ChangeResult(canReach ? ChangeOutcome.VersionConflict : ChangeOutcome.IllegalTransition, order.Status) { IsEarly = canReach };
        }

        // The change from the expected version is the history entry with that number. If it equals this change, this is a repeat.
        var made = expected <= order.History.Count ? order.History[expected - 1] : null;
        return new ChangeResult(made?.Status == change.Status ? ChangeOutcome.Duplicate : ChangeOutcome.VersionConflict, order.Status);
    }
}
