using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Resilience;
using Orders.Settings;
using Polly;

namespace Orders.Storage;

/// <summary>Writes new orders, each once.</summary>
public sealed class OrderPlacement(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, TableSettings settings, Fingerprints fingerprints)
{
    /// <summary>Most statements in a <c>BatchExecuteStatement</c> (DynamoDB API Reference).</summary>
    public const int StatementsPerRequest = 25;

    private readonly InsertStatement _statement = new(settings);

    /// <summary>Writes the orders that are not there yet. One request for 25 of them, and one more for all that were there.</summary>
    /// <param name="orders">May hold an id twice: the second one meets the first.</param>
    /// <param name="cancellationToken">The deadline; what is not written by then has failed.</param>
    /// <returns>One result an order, in their order. A failed call is a result, not an exception.</returns>
    public async Task<IReadOnlyList<PlaceResult>> PlaceAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken)
    {
        var results = new PlaceResult[orders.Count];
        var existing = new List<int>();
        var waiting = new List<int>(orders.Count);
        for (var index = 0; index < orders.Count; index++)
        {
            waiting.Add(index);
        }

        while (waiting.Count > 0)
        {
            var (round, later) = FirstOfEachId(orders, waiting);
            if (round.Count <= StatementsPerRequest)
            {
                existing.AddRange(await InsertAsync(orders, round, results, cancellationToken));
            }
            else
            {
                var inserted = await Task.WhenAll(round.Chunk(StatementsPerRequest)
                    .Select(chunk => InsertAsync(orders, [.. chunk], results, cancellationToken)));
                existing.AddRange(inserted.SelectMany(static indices => indices));
            }

            waiting = later;
        }

        await CompareAsync(orders, existing, results, cancellationToken);
        return results;
    }

    // A request that names a key twice is refused whole, so an id's second order waits for the next round.
    private static (List<int> Round, List<int> Later) FirstOfEachId(IReadOnlyList<Order> orders, List<int> waiting)
    {
        var seen = new HashSet<OrderId>(waiting.Count);
        List<int> round = new(waiting.Count), later = [];
        foreach (var index in waiting)
        {
            (seen.Add(orders[index].Id) ? round : later).Add(index);
        }

        return (round, later);
    }

    /// <returns>The indices of the orders whose id is there already.</returns>
    private async Task<IReadOnlyList<int>> InsertAsync(
        IReadOnlyList<Order> orders, List<int> indices, PlaceResult[] results, CancellationToken cancellationToken)
    {
        var existing = new List<int>();
        var left = indices;
        try
        {
            await pipeline.ExecuteAsync(
                async token =>
                {
                    var request = new BatchExecuteStatementRequest { Statements = left.ConvertAll(index => _statement.For(orders[index])) };
                    var response = await dynamoDb.BatchExecuteStatementAsync(request, token);
                    left = Sort(left, response.Responses ?? [], results, existing);
                    return left.Count == 0 ? BatchProgress.Done : BatchProgress.SomeLeft;
                },
                cancellationToken);
        }
        catch (AmazonDynamoDBException exception) when (exception.ErrorCode == "ValidationException")
        {
            if (left.Count == 1)
            {
                results[left[0]] = new PlaceResult(PlaceOutcome.Unwritable, exception.ErrorCode);
                return existing;
            }

            // One statement had its whole request refused: halve until it stands alone, so that its neighbours are written.
            var half = left.Count / 2;
            existing.AddRange(await InsertAsync(orders, left[..half], results, cancellationToken));
            existing.AddRange(await InsertAsync(orders, left[half..], results, cancellationToken));
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            foreach (var index in left)
            {
                results[index] = new PlaceResult(PlaceOutcome.Failed, CallFailure.Name(exception));
            }
        }

        return existing;
    }

    /// <returns>The indices that are worth another attempt.</returns>
    private static List<int> Sort(List<int> indices, List<BatchStatementResponse> responses, PlaceResult[] results, List<int> existing)
    {
        var left = new List<int>();
        for (var i = 0; i < indices.Count; i++)
        {
            var index = indices[i];
            if (i >= responses.Count)
            {
                results[index] = new PlaceResult(PlaceOutcome.Failed, "NoAnswer");
                left.Add(index);
                continue;
            }

            var code = responses[i].Error?.Code?.Value;
            results[index] = code switch
            {
                null when responses[i].Error is null => new PlaceResult(PlaceOutcome.Placed),
                "ValidationError" or "ItemCollectionSizeLimitExceeded" => new PlaceResult(PlaceOutcome.Unwritable, code),
                _ => new PlaceResult(PlaceOutcome.Failed, code ?? "UnknownError"),
            };
            if (code == "DuplicateItem")
            {
                existing.Add(index);
            }
            else if (TransientFaults.IsTransientCode(code))
            {
                left.Add(index);
            }
        }

        return left;
    }

    /// <summary>Tells repeats from conflicts among the orders whose id is there already.</summary>
    private async Task CompareAsync(IReadOnlyList<Order> orders, List<int> existing, PlaceResult[] results, CancellationToken cancellationToken)
    {
        if (existing.Count == 0)
        {
            return;
        }

        try
        {
            // Consistent: the insert has just met the row.
            var rows = await fingerprints.ReadAsync([.. existing.Select(index => orders[index].Id)], consistent: true, cancellationToken);
            foreach (var index in existing)
            {
                results[index] = rows.TryGetValue(orders[index].Id, out var row)
                    ? new PlaceResult(row == Fingerprint.Of(orders[index]) ? PlaceOutcome.Duplicate : PlaceOutcome.Conflict)
                    : new PlaceResult(PlaceOutcome.Failed, "RemovedMeanwhile");
            }
        }
        catch (Exception exception) when (exception is DependencyUnavailableException || CallFailure.Is(exception))
        {
            foreach (var index in existing)
            {
                results[index] = new PlaceResult(PlaceOutcome.Failed, CallFailure.Name(exception));
            }
        }
    }
}
