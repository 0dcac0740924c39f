using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>What this caller may do, of what the commands need, as far as trying it changes nothing.</summary>
internal sealed class Permissions : Check
{
    public override string Name => "this caller";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment) =>
    [
        .. deployment.Attempts.Select(static attempt => Finding.Judge(
            attempt.Refusal is null,
            attempt.Subject,
            attempt.Refusal is null ? $"may {attempt.Permission}" : $"{attempt.Permission}: {attempt.Refusal}",
            "The commands for operators need it.",
            $"Give this caller {attempt.Permission} on {attempt.Subject}.")),
        Finding.NotChecked("sending and deleting", "only doing it would tell: sqs:SendMessage, sqs:DeleteMessage, dynamodb:UpdateItem"),
        Finding.NotChecked("the functions' roles", "IAM is not asked; terraform/permissions.tf has them"),
        Finding.NotChecked("API, alarms, schedule, log groups, concurrency, encryption", "terraform plan tells whether they are as in the settings"),
    ];
}
