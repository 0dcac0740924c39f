using Amazon.SQS;
using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks that each dead-letter queue keeps messages for longer than its source queue.</summary>
internal sealed class DeadLetterRetention : Check
{
    public override string Name => "dead letters' retention";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment)
    {
        var byArn = deployment.Queues.ToDictionary(static queue => queue.Value.Arn, StringComparer.Ordinal);
        foreach (var (name, queue) in deployment.Queues)
        {
            if (TargetOf(queue) is { } target && byArn.TryGetValue(target, out var deadLetters)
                && Retention(queue) is { } kept && Retention(deadLetters.Value) is { } keptDead)
            {
                yield return Finding.Judge(
                    keptDead > kept,
                    deadLetters.Key,
                    $"retention {keptDead} s; that of {name} is {kept} s",
                    "Its retention must be longer: a message that is moved there keeps its original timestamp.",
                    Apply);
            }
        }
    }

    private static int? Retention(DeployedQueue queue) => queue.Number(QueueAttributeName.MessageRetentionPeriod);

    private static string? TargetOf(DeployedQueue queue) => queue.Attributes.TryGetValue(QueueAttributeName.RedrivePolicy, out var policy) && policy.Length > 0
        ? QueueAttributes.Redrive(policy).Target
        : null;
}
