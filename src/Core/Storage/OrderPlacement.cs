using Amazon.DynamoDBv2;
using Orders.Model;
using Orders.Resilience;
using Orders.Settings;
using Polly;

namespace Orders.Storage;

/// <summary>Writes new orders, each once.</summary>
public sealed class OrderPlacement(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, TableSettings settings, Fingerprints fingerprints)
{
    private readonly InsertStatement _statement = new(settings);
    private readonly WriteStatements _statements = new(dynamoDb, pipeline);

    /// <summary>Writes the orders that do not exist yet. One request for each 25, and one more for all that exist.</summary>
    /// <param name="orders">The orders. An id may occur twice: the second is compared with the first.</param>
    /// <param name="cancellationToken">The deadline; orders not written by then have failed.</param>
    /// <returns>One result for each order, in their order. A failed call is a result, not an exception.</returns>
    public async Task<IReadOnlyList<PlaceResult>> PlaceAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken)
    {
        var statements = new WriteStatement[orders.Count];
        for (var i = 0; i < statements.Length; i++)
        {
            statements[i] = new WriteStatement(orders[i].Id, _statement.For(orders[i]));
        }

        var inserted = await _statements.RunAsync(statements, cancellationToken);
        var results = Array.ConvertAll(inserted, Result);
        var existing = new List<int>();
        for (var i = 0; i < inserted.Length; i++)
        {
            if (inserted[i].IsDuplicate)
            {
                existing.Add(i);
            }
        }

        await CompareAsync(orders, existing, results, cancellationToken);
        return results;
    }

    private static PlaceResult Result(StatementResult inserted) => inserted switch
    {
        { Outcome: StatementOutcome.Done } => new PlaceResult(PlaceOutcome.Placed),
        { IsUnwritable: true } => new PlaceResult(PlaceOutcome.Unwritable, inserted.Cause),
        _ => new PlaceResult(PlaceOutcome.Failed, inserted.Cause),
    };

    /// <summary>Distinguishes repeats from conflicts among the orders whose id exists.</summary>
    private async Task CompareAsync(IReadOnlyList<Order> orders, List<int> existing, PlaceResult[] results, CancellationToken cancellationToken)
    {
        if (existing.Count == 0)
        {
            return;
        }

        try
        {
            // Strongly consistent: the insert has just found the row.
            var rows = await fingerprints.ReadAsync([.. existing.Select(index => orders[index].Id)], consistent: true, cancellationToken);
            foreach (var index in existing)
            {
                results[index] = rows.TryGetValue(orders[index].Id, out var row) switch
                {
                    false => new PlaceResult(PlaceOutcome.Failed, "RemovedMeanwhile"),
                    _ when !row.IsReadable => new PlaceResult(PlaceOutcome.Unreadable),
                    _ => new PlaceResult(row == Fingerprint.Of(orders[index]) ? PlaceOutcome.Duplicate : PlaceOutcome.Conflict),
                };
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
