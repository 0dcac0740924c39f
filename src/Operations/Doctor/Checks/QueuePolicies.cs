using System.Text.Json;
using Amazon.SQS;
using Orders.Json;
using Orders.Operations.DeadLetters;
using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks that no queue's policy grants access to everybody. Access by roles of this account is not visible there.</summary>
internal sealed class QueuePolicies : Check
{
    public override string Name => "queue policies";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment)
    {
        foreach (var (name, queue) in deployment.Queues)
        {
            var policy = queue.Attributes.GetValueOrDefault(QueueAttributeName.Policy);
            if (string.IsNullOrEmpty(policy))
            {
                yield return new Finding(name, Verdict.Sound, "has no policy: accepts calls of this account's roles only, also without TLS");
                continue;
            }

            // AWS writes valid JSON; an emulator may return any text.
            using var document = UntrustedJson.Parse(policy);
            var allowed = Statements(document?.RootElement ?? default).Where(static statement => statement.Text("Effect") == "Allow").ToList();
            yield return Finding.Judge(
                !allowed.Exists(static statement => IsForEverybody(statement) && statement.Member("Condition").ValueKind == JsonValueKind.Undefined),
                name,
                allowed is [] ? "grants no other account access" : $"grants access to {string.Join(", ", allowed.Select(static statement => Raw(statement, "Principal")))}",
                "It must not grant access to everybody: anyone could send orders or read events.",
                "Name the principals in sender_principals or consumer_principals, and run terraform apply.");
        }
    }

    private static JsonElement[] Statements(JsonElement policy) => policy.Member("Statement") switch
    {
        { ValueKind: JsonValueKind.Undefined } => [],
        { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray()],
        var one => [one],
    };

    // "*", {"AWS":"*"} and {"AWS":["…","*"]}.
    private static bool IsForEverybody(JsonElement statement) => Raw(statement, "Principal").Contains("\"*\"", StringComparison.Ordinal);

    private static string Raw(JsonElement statement, string name) =>
        statement.Member(name) is { ValueKind: not JsonValueKind.Undefined } value ? value.GetRawText() : "";
}
