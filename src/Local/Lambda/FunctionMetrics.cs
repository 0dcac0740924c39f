using Orders.Local.CloudWatch;

namespace Orders.Local.Lambda;

/// <summary>Lambda's metrics of a function, in the namespace <c>AWS/Lambda</c> (Lambda Developer Guide, "Types of metrics for Lambda
/// functions").</summary>
/// <param name="store">Receives the metrics; null drops them.</param>
/// <param name="function">The function's name.</param>
sealed class FunctionMetrics(MetricStore? store, string function)
{
    /// <summary>Counts an ended invocation.</summary>
    /// <param name="result">The result.</param>
    /// <param name="duration">The duration in the function; null if the function never received it.</param>
    public void Count(InvocationResult result, TimeSpan? duration)
    {
        if (result.Status == InvocationStatus.Throttled)
        {
            Add("Throttles", 1);
            return;
        }

        Add("Invocations", 1);
        // Zero is a value too: it shows a minute without errors.
        Add("Errors", result.Status == InvocationStatus.FunctionError ? 1 : 0);
        Add("Throttles", 0);
        if (duration is { } time)
        {
            Add("Duration", time.TotalMilliseconds);
        }
    }

    /// <summary>Records the iterator age of a stream's batch.</summary>
    /// <param name="age">The age of its last record.</param>
    public void CountIteratorAge(TimeSpan age) => Add("IteratorAge", Math.Max(0, age.TotalMilliseconds));

    void Add(string name, double value) => store?.Add(new MetricSeries("AWS/Lambda", name, "FunctionName", function), value);
}
