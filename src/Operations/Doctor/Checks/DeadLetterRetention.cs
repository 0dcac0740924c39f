using Amazon.SQS;
using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>A dead-letter queue keeps messages for longer than the queue that they come from.</summary>
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
                    $"keeps for {keptDead} s what {name} keeps for {kept} s",
                    "It must keep messages for longer: a message that is moved there keeps its first timestamp.",
                    Apply);
            }
        }
    }

    private static int? Retention(DeployedQueue queue) => queue.Number(QueueAttributeName.MessageRetentionPeriod);

    private static string? TargetOf(DeployedQueue queue) => queue.Attributes.TryGetValue(QueueAttributeName.RedrivePolicy, out var policy) && policy.Length > 0
        ? QueueAttributes.Redrive(policy).Target
        : null;
}
