namespace Orders.Operations.Status;

/// <summary>One statistic of one metric.</summary>
/// <param name="Namespace">The metric's namespace, as <c>AWS/Lambda</c>.</param>
/// <param name="Name">The metric.</param>
/// <param name="Dimension">The name of its one dimension, as <c>FunctionName</c>.</param>
/// <param name="Resource">The dimension's value: whose metric it is.</param>
/// <param name="Statistic">As <c>Sum</c>, <c>Maximum</c>, <c>p99</c>.</param>
internal sealed record MetricQuery(string Namespace, string Name, string Dimension, string Resource, string Statistic)
{
    /// <summary>A metric that Lambda counts of a function.</summary>
    public static MetricQuery OfFunction(string function, string name, string statistic) => new("AWS/Lambda", name, "FunctionName", function, statistic);

    /// <summary>A metric that SQS counts of a queue.</summary>
    public static MetricQuery OfQueue(string queue, string name, string statistic) => new("AWS/SQS", name, "QueueName", queue, statistic);

    /// <summary>A metric that a function writes itself: see <see cref="Observability.MetricNames"/>.</summary>
    public static MetricQuery OfOrders(string function, string name, string statistic) =>
        new(Observability.Metrics.Namespace, name, Observability.Metrics.Dimension, function, statistic);
}

/// <summary>A statistic over one period.</summary>
/// <param name="Time">When the period began.</param>
/// <param name="Value">The statistic.</param>
internal readonly record struct MetricPoint(DateTimeOffset Time, double Value);
