using Orders.Resilience;
using Polly;

namespace Orders.Storage;

/// <summary>Makes calls whose failure the caller cannot handle, except by reporting that the dependency is unavailable.</summary>
internal static class Calls
{
    public const string DynamoDb = "DynamoDB";

    /// <exception cref="DependencyUnavailableException">Every attempt failed, the circuit breaker is open, or the time ran out.</exception>
    public static async Task<T> RunAsync<T>(ResiliencePipeline pipeline, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.ExecuteAsync(call, cancellationToken);
        }
        catch (Exception exception) when (TransientFaults.IsUnavailable(exception) || exception is OperationCanceledException)
        {
            throw new DependencyUnavailableException(DynamoDb, exception);
        }
    }
}
