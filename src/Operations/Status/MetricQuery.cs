namespace Orders.Operations.Status;

/// <summary>One statistic of one metric.</summary>
/// <param name="Namespace">The metric's namespace, for example <c>AWS/Lambda</c>.</param>
/// <param name="Name">The metric's name.</param>
/// <param name="Dimension">The name of its only dimension, for example <c>FunctionName</c>.</param>
/// <param name="Resource">The dimension's value.</param>
/// <param name="Statistic">For example <c>Sum</c>, <c>Maximum</c> or <c>p99</c>.</param>
internal sealed record MetricQuery(string Namespace, string Name, string Dimension, string Resource, string Statistic)
{
    /// <summary>Creates a query for a Lambda metric of a function.</summary>
    public static MetricQuery OfFunction(string function, string name, string statistic) => new("AWS/Lambda", name, "FunctionName", function, statistic);

    /// <summary>Creates a query for an SQS metric of a queue.</summary>
    public static MetricQuery OfQueue(string queue, string name, string statistic) => new("AWS/SQS", name, "QueueName", queue, statistic);

    /// <summary>Creates a query for a metric that a function writes: see <see cref="Observability.MetricNames"/>.</summary>
    public static MetricQuery OfOrders(string function, string name, string statistic) =>
        new(Observability.Metrics.Namespace, name, Observability.Metrics.Dimension, function, statistic);
}

/// <summary>A statistic of one period.</summary>
/// <param name="Time">The period's start.</param>
/// <param name="Value">The statistic's value.</param>
internal readonly record struct MetricPoint(DateTimeOffset Time, double Value);
