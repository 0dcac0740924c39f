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
/// Moves orders along their lifecycle: one conditional write a change, no read before it. Several changes share a request, as PartiQL
/// statements. One whose condition does not hold is made again alone, as an <c>UpdateItem</c>: the row that comes back with its
/// refusal tells a repeat from a conflict.
/// </summary>
public sealed class StatusChanges(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, TableSettings settings, Metrics metrics, TimeProvider time)
{
    private const int AloneSideBySide = 4;

    private readonly ChangeStatement _statement = new(settings);
    private readonly WriteStatements _statements = new(dynamoDb, pipeline);

    /// <summary>Makes each change, once.</summary>
    /// <param name="changes">May hold an order twice; its changes are then made in no order that anyone may count on.</param>
    /// <param name="cancellationToken">The deadline; what is not made by then has failed.</param>
    /// <returns>One result a change, in their order. A failed call is a result, not an exception.</returns>
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

    /// <summary>Makes one change, once.</summary>
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
                    // A condition that does not hold is an answer. Any other refusal makes every such change cost a second call.
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
        var now = new AttributeValue(Timestamp.Format(time.GetUtcNow()));
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
            // The trace of an earlier change is not this one's.
            removed.Add("#trace");
        }

        // An order that enters an indexed status joins the index; one that leaves it drops out.
        if (StatusShard.Of(change.OrderId, change.Status, settings) is { } shard)
        {
            values[":shard"] = new AttributeValue(shard);
            set += ", #shard = :shard";
        }
        else
        {
            removed.Add("#shard");
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

        // The change from the expected version is the history's entry with that number: was it this one?
        var made = expected <= order.History.Count ? order.History[expected - 1] : null;
        return new ChangeResult(made?.Status == change.Status ? ChangeOutcome.Duplicate : ChangeOutcome.VersionConflict, order.Status);
    }
}
