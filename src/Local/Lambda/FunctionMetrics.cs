using Orders.Local.CloudWatch;

namespace Orders.Local.Lambda;

/// <summary>What Lambda counts of a function, in the namespace <c>AWS/Lambda</c> (Lambda Developer Guide, "Types of metrics for Lambda functions").</summary>
/// <param name="store">Where they go; null for nowhere.</param>
/// <param name="function">The function's name.</param>
sealed class FunctionMetrics(MetricStore? store, string function)
{
    /// <summary>An invocation has ended.</summary>
    /// <param name="result">How.</param>
    /// <param name="duration">How long the function worked on it; null where it never got it.</param>
    public void Count(InvocationResult result, TimeSpan? duration)
    {
        if (result.Status == InvocationStatus.Throttled)
        {
            Add("Throttles", 1);
            return;
        }

        Add("Invocations", 1);
        // A zero, too, is a value: a minute without errors is one that is well.
        Add("Errors", result.Status == InvocationStatus.FunctionError ? 1 : 0);
        Add("Throttles", 0);
        if (duration is { } time)
        {
            Add("Duration", time.TotalMilliseconds);
        }
    }

    /// <summary>A batch of a stream is sent to it.</summary>
    /// <param name="age">How old its last record is.</param>
    public void CountIteratorAge(TimeSpan age) => Add("IteratorAge", Math.Max(0, age.TotalMilliseconds));

    void Add(string name, double value) => store?.Add(new MetricSeries("AWS/Lambda", name, "FunctionName", function), value);
}
