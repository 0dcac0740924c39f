using Amazon.SQS;
using Orders.Json;
using Orders.Operations.DeadLetters;
using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Settings;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Each queue has the attributes that Terraform and the local run give it: visibility, retention, redrive policy, FIFO, size.</summary>
internal sealed class QueueAttributes : Check
{
    public override string Name => "queue attributes";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment)
    {
        foreach (var (name, attributes) in QueueDefinitions.Of(deployment.Settings, deployment.ArnOf))
        {
            if (!deployment.Queues.TryGetValue(name, out var queue))
            {
                continue;
            }

            var wrong = attributes.Where(attribute => !IsSame(attribute.Key, attribute.Value, queue.Attributes.GetValueOrDefault(attribute.Key))).ToList();
            foreach (var (attribute, expected) in wrong)
            {
                yield return Finding.Judge(
                    holds: false, name, $"{attribute} is {queue.Attributes.GetValueOrDefault(attribute) ?? "not set"}", $"{attribute} must be {expected}, as in the settings.", Apply);
            }

            if (wrong is [])
            {
                yield return new Finding(name, Verdict.Sound, $"{string.Join(", ", attributes.Keys)} as in the settings");
            }
        }
    }

    private static bool IsSame(string attribute, string expected, string? found) =>
        attribute == QueueAttributeName.RedrivePolicy
            ? Redrive(expected) == Redrive(found)
            : expected == (found ?? "false");

    // JSON with any white space; AWS takes the count as text, too.
    internal static (string? Target, string? Count) Redrive(string? policy)
    {
        using var redrive = UntrustedJson.Parse(policy ?? "");
        return redrive is null ? default : (redrive.RootElement.Text("deadLetterTargetArn"), redrive.RootElement.Member("maxReceiveCount").ToString());
    }
}
