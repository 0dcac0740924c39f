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

/// <summary>The outcome of a statement.</summary>
internal enum StatementOutcome
{
    /// <summary>Outcome unknown: it may or may not have taken effect.</summary>
    Failed,

    /// <summary>It was executed.</summary>
    Done,

    /// <summary>It was not executed: DynamoDB refused it for a permanent cause.</summary>
    Refused,
}

/// <summary>The result of one statement.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Cause">DynamoDB's error code, for example <c>DuplicateItem</c>, or the kind of failure; null if it was executed.</param>
internal readonly record struct StatementResult(StatementOutcome Outcome, string? Cause = null)
{
    /// <summary>Whether the row exists.</summary>
    public bool IsDuplicate => this is { Outcome: StatementOutcome.Refused, Cause: "DuplicateItem" };

    /// <summary>Whether the table permanently refuses the row's content.</summary>
    public bool IsUnwritable => this is { Outcome: StatementOutcome.Refused, Cause: "ValidationError" or "ValidationException" or "ItemCollectionSizeLimitExceeded" };
}

/// <summary>
/// Writes many orders with few requests of <c>BatchExecuteStatement</c>. They are not transactional: each statement has its own result.
/// </summary>
internal sealed class WriteStatements(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline)
{
    /// <summary>Maximum statements in a request (DynamoDB API Reference, <c>BatchExecuteStatement</c>).</summary>
    public const int PerRequest = 25;

    private const int RequestsSideBySide = 4;

    /// <summary>Executes the statements, 25 a request. Throttled ones are retried, alone.</summary>
    /// <param name="statements">The statements. An order may occur twice: its second statement runs after the first.</param>
    /// <param name="cancellationToken">The deadline; statements not executed by then have failed.</param>
    /// <returns>One result for each statement, in their order. A failed call is a result, not an exception.</returns>
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

    // DynamoDB refuses a whole request that contains a key twice, so an order's second statement waits for the next round.
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

            // One statement made DynamoDB refuse the whole request: halve until it is alone, so that the others are executed.
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

    /// <returns>The indices to retry.</returns>
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
