namespace Orders.Operations.Status;

/// <summary>An alarm of the deployment whose condition holds.</summary>
/// <param name="Name">The alarm's name in CloudWatch.</param>
/// <param name="Message">The condition, for people.</param>
/// <param name="Resource">The name of the queue or the function that it watches.</param>
/// <param name="Runbook">The section of <c>docs/operations.md</c>, as in a link.</param>
internal sealed record PipelineAlarm(string Name, string Message, string Resource, string Runbook)
{
    /// <summary>The letters that it is about; null for none.</summary>
    public AlarmLetters? Letters { get; init; }
}

/// <summary>The dead letters that an alarm is about.</summary>
/// <param name="Queue">The dead-letter queue's name.</param>
/// <param name="Reason">Their code; null for all.</param>
internal sealed record AlarmLetters(string Queue, string? Reason = null);
