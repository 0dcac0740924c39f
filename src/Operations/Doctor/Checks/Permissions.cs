using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Reports which permissions of the commands this caller has, as far as they can be tried without a change.</summary>
internal sealed class Permissions : Check
{
    public override string Name => "this caller";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment) =>
    [
        .. deployment.Attempts.Select(static attempt => Finding.Judge(
            attempt.Refusal is null,
            attempt.Subject,
            attempt.Refusal is null ? $"may {attempt.Permission}" : $"{attempt.Permission}: {attempt.Refusal.Value.Cause}",
            "The operators' commands need it.",
            attempt.Refusal?.Fix($"Grant this caller {attempt.Permission} on {attempt.Subject}: see the policies in terraform/operators.tf.") ?? "")),
        Finding.NotChecked("sending and pausing", "cannot be tried without a change: sqs:SendMessage, lambda:UpdateEventSourceMapping"),
        Finding.NotChecked("the functions' roles", "IAM is not read; see terraform/permissions.tf"),
        Finding.NotChecked("API, alarms, schedule, log groups, concurrency, encryption", "run terraform plan to compare them with the settings"),
    ];
}
