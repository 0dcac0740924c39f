namespace Orders.Operations.Status;

/// <summary>A condition on which an alarm of the deployment goes off, and which holds.</summary>
/// <param name="Name">The alarm's name in CloudWatch.</param>
/// <param name="Message">What is so, for a person.</param>
internal sealed record PipelineAlarm(string Name, string Message);
