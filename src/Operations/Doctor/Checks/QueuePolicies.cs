using System.Text.Json;
using Amazon.SQS;
using Orders.Json;
using Orders.Operations.DeadLetters;
using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Who may use a queue from outside, as its policy says: not everybody. Who may by a role of this account is not seen there.</summary>
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
                yield return new Finding(name, Verdict.Sound, "has no policy: it takes calls of this account's roles only, and calls without TLS too");
                continue;
            }

            // What AWS itself wrote is JSON; what an emulator was given need not be.
            using var document = UntrustedJson.Parse(policy);
            var allowed = Statements(document?.RootElement ?? default).Where(static statement => statement.Text("Effect") == "Allow").ToList();
            yield return Finding.Judge(
                !allowed.Exists(static statement => IsForEverybody(statement) && statement.Member("Condition").ValueKind == JsonValueKind.Undefined),
                name,
                allowed is [] ? "lets no other account in" : $"lets in {string.Join(", ", allowed.Select(static statement => Raw(statement, "Principal")))}",
                "It must not let everybody in: anyone could send orders or read events.",
                "Name who may in sender_principals or consumer_principals, and terraform apply.");
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
