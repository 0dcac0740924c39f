namespace Orders.Operations.Status;

/// <summary>An alarm of the deployment whose condition holds.</summary>
/// <param name="Name">The alarm's name in CloudWatch.</param>
/// <param name="Message">The condition, for people.</param>
internal sealed record PipelineAlarm(string Name, string Message);
