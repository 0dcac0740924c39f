namespace Orders.Resilience;

/// <summary>A service that a request needs is unavailable: every attempt failed, its circuit breaker is open, or the time ran out.</summary>
/// <param name="dependency">The service, for example <c>DynamoDB</c>.</param>
/// <param name="cause">The last attempt's failure; null if single entries of a batch kept failing.</param>
public sealed class DependencyUnavailableException(string dependency, Exception? cause)
    : Exception($"{dependency} is unavailable.", cause)
{
    /// <summary>The service.</summary>
    public string Dependency { get; } = dependency;
}
