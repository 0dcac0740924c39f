using Orders.Local.CloudWatch;

namespace Orders.Local.Mappings.Streams;

/// <summary>Counts what a destination does not accept, as Lambda does (Lambda Developer Guide, "Types of metrics for Lambda functions").</summary>
/// <param name="inner">The destination.</param>
/// <param name="metrics">Receives the metric.</param>
/// <param name="function">The function's name.</param>
sealed class CountedDestination(IOnFailureDestination inner, MetricStore metrics, string function) : IOnFailureDestination
{
    public string Arn => inner.Arn;

    public async Task SendAsync(DiscardedBatch batch, CancellationToken cancellation)
    {
        try
        {
            await inner.SendAsync(batch, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            metrics.Add(new MetricSeries("AWS/Lambda", "DestinationDeliveryFailures", "FunctionName", function), 1);
            throw;
        }
    }
}
