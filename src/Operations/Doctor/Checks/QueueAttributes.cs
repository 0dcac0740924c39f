using Amazon.SQS;
using Orders.Json;
using Orders.Operations.DeadLetters;
using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Settings;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks that each queue has the attributes of the settings: visibility timeout, retention, redrive policy, FIFO, size.</summary>
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

    // JSON with any white space; AWS also accepts the count as a string.
    internal static (string? Target, string? Count) Redrive(string? policy)
    {
        using var redrive = UntrustedJson.Parse(policy ?? "");
        return redrive is null ? default : (redrive.RootElement.Text("deadLetterTargetArn"), redrive.RootElement.Member("maxReceiveCount").ToString());
    }
}
