using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Resilience;
using Polly;

namespace Orders.Storage;

/// <summary>A PartiQL statement that writes one order.</summary>
/// <param name="OrderId">The order, whose id is the row's key.</param>
/// <param name="Request">The statement with its parameters.</param>
internal readonly record struct WriteStatement(OrderId OrderId, BatchStatementRequest Request);

/// <summary>What became of a statement.</summary>
internal enum StatementOutcome
{
    /// <summary>Outcome unknown: it may or may not have taken effect.</summary>
    Failed,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was not done: DynamoDB refused it, for a reason that does not pass by itself.</summary>
    Refused,
}

/// <summary>What became of one statement.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Cause">DynamoDB's code of its error, as <c>DuplicateItem</c>, or the kind of failure; null where it was done.</param>
internal readonly record struct StatementResult(StatementOutcome Outcome, string? Cause = null);

/// <summary>
/// Writes many orders with few requests of <c>BatchExecuteStatement</c>. They are no transaction: each statement has its own result.
/// </summary>
internal sealed class WriteStatements(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline)
{
    /// <summary>Most statements in a request (DynamoDB API Reference, <c>BatchExecuteStatement</c>).</summary>
    public const int PerRequest = 25;

    private const int RequestsSideBySide = 4;

    /// <summary>Runs the statements, 25 a request. Those that are throttled are sent again, alone.</summary>
    /// <param name="statements">May hold an order twice: its second statement meets the first.</param>
    /// <param name="cancellationToken">The deadline; what is not done by then has failed.</param>
    /// <returns>One result a statement, in their order. A failed call is a result, not an exception.</returns>
    public async Task<StatementResult[]> RunAsync(IReadOnlyList<WriteStatement> statements, CancellationToken cancellationToken)
    {
        var results = new StatementResult[statements.Count];
        var waiting = new List<int>(statements.Count);
        for (var index = 0; index < statements.Count; index++)
        {
            waiting.Add(index);
        }

        while (waiting.Count > 0)
        {
            var (round, later) = FirstOfEachOrder(statements, waiting);
            if (round.Count <= PerRequest)
            {
                await RunAsync(statements, round, results, cancellationToken);
            }
            else
            {
                await SideBySide.ForEachAsync(
                    round.Chunk(PerRequest), RequestsSideBySide, chunk => RunAsync(statements, [.. chunk], results, cancellationToken));
            }

            waiting = later;
        }

        return results;
    }

    // A request that names a key twice is refused whole, so an order's second statement waits for the next round.
    private static (List<int> Round, List<int> Later) FirstOfEachOrder(IReadOnlyList<WriteStatement> statements, List<int> waiting)
    {
        var seen = new HashSet<OrderId>(waiting.Count);
        List<int> round = new(waiting.Count), later = [];
        foreach (var index in waiting)
        {
            (seen.Add(statements[index].OrderId) ? round : later).Add(index);
        }

        return (round, later);
    }

    private async Task RunAsync(
        IReadOnlyList<WriteStatement> statements, List<int> indices, StatementResult[] results, CancellationToken cancellationToken)
    {
        var left = indices;
        try
        {
            await pipeline.ExecuteAsync(
                async token =>
                {
                    var request = new BatchExecuteStatementRequest { Statements = left.ConvertAll(index => statements[index].Request) };
                    var response = await dynamoDb.BatchExecuteStatementAsync(request, token);
                    left = Sort(left, response.Responses ?? [], results);
                    return left.Count == 0 ? BatchProgress.Done : BatchProgress.SomeLeft;
                },
                cancellationToken);
        }
        catch (AmazonDynamoDBException exception) when (exception.ErrorCode == "ValidationException")
        {
            if (left.Count == 1)
            {
                results[left[0]] = new StatementResult(StatementOutcome.Refused, exception.ErrorCode);
                return;
            }

            // One statement had its whole request refused: halve until it stands alone, so that its neighbours are done.
            var half = left.Count / 2;
            await RunAsync(statements, left[..half], results, cancellationToken);
            await RunAsync(statements, left[half..], results, cancellationToken);
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            var outcome = exception is AmazonDynamoDBException { ErrorCode: "AccessDeniedException" } ? StatementOutcome.Refused : StatementOutcome.Failed;
            foreach (var index in left)
            {
                results[index] = new StatementResult(outcome, CallFailure.Name(exception));
            }
        }
    }

    /// <returns>The indices that are worth another attempt.</returns>
    private static List<int> Sort(List<int> indices, List<BatchStatementResponse> responses, StatementResult[] results)
    {
        var left = new List<int>();
        for (var i = 0; i < indices.Count; i++)
        {
            results[indices[i]] = Result(i < responses.Count ? responses[i] : null);
            if (results[indices[i]] is { Outcome: StatementOutcome.Failed })
            {
                left.Add(indices[i]);
            }
        }

        return left;
    }

    private static StatementResult Result(BatchStatementResponse? response) => response switch
    {
        null => new StatementResult(StatementOutcome.Failed, "NoAnswer"),
        { Error: null } => new StatementResult(StatementOutcome.Done),
        { Error.Code.Value: var code } when TransientFaults.IsTransientCode(code) => new StatementResult(StatementOutcome.Failed, code),
        { Error.Code: var code } => new StatementResult(StatementOutcome.Refused, code?.Value ?? "UnknownError"),
    };
}
