namespace Orders.Resilience;

/// <summary>A service that a request needs cannot be used for now: every attempt failed, its circuit is open, or the time ran out.</summary>
/// <param name="dependency">The service, as <c>DynamoDB</c>.</param>
/// <param name="cause">What the last attempt ended in; null where single entries of a batch kept failing.</param>
public sealed class DependencyUnavailableException(string dependency, Exception? cause)
    : Exception($"{dependency} cannot be used for now.", cause)
{
    /// <summary>The service.</summary>
    public string Dependency { get; } = dependency;
}
