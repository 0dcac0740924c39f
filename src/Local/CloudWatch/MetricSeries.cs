namespace Orders.Local.CloudWatch;

/// <summary>A metric of one resource.</summary>
/// <param name="Namespace">For example <c>AWS/Lambda</c>.</param>
/// <param name="Name">For example <c>Errors</c>.</param>
/// <param name="Dimension">The name of its only dimension, for example <c>FunctionName</c>.</param>
/// <param name="Resource">The dimension's value.</param>
public readonly record struct MetricSeries(string Namespace, string Name, string Dimension, string Resource);
