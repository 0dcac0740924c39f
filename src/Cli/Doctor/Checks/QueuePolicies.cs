using System.Text.Json;
using Amazon.SQS;

namespace Orders.Cli.Doctor.Checks;

/// <summary>Who may use a queue from outside, as its policy says: not everybody. Who may by a role of this account is not seen there.</summary>
internal sealed class QueuePolicies : Check
{
    public override string Name => "queue policies";

    public override IEnumerable<Finding> Look(Deployment deployment)
    {
        foreach (var (name, queue) in deployment.Queues)
        {
            var policy = queue.Attributes.GetValueOrDefault(QueueAttributeName.Policy);
            if (string.IsNullOrEmpty(policy))
            {
                yield return new Finding(Verdict.Sound, name, "has no policy: it takes calls of this account's roles only, and calls without TLS too");
                continue;
            }

            using var document = JsonDocument.Parse(policy);
            var allowed = Statements(document.RootElement).Where(static statement => Text(statement, "Effect") == "Allow").ToList();
            yield return Finding.Judge(
                !allowed.Exists(static statement => IsForEverybody(statement) && !statement.TryGetProperty("Condition"u8, out _)),
                name,
                allowed is [] ? "lets no other account in" : $"lets in {string.Join(", ", allowed.Select(static statement => Raw(statement, "Principal")))}",
                "It must not let everybody in: anyone could send orders or read events.",
                "Name who may in sender_principals or consumer_principals, and terraform apply.");
        }
    }

    private static JsonElement[] Statements(JsonElement policy) => !policy.TryGetProperty("Statement"u8, out var statement)
        ? []
        : statement.ValueKind == JsonValueKind.Array ? [.. statement.EnumerateArray()] : [statement];

    // "*", {"AWS":"*"} and {"AWS":["…","*"]}.
    private static bool IsForEverybody(JsonElement statement) => Raw(statement, "Principal").Contains("\"*\"", StringComparison.Ordinal);

    private static string Raw(JsonElement statement, string name) => statement.TryGetProperty(name, out var value) ? value.GetRawText() : "";

    private static string? Text(JsonElement statement, string name) => statement.TryGetProperty(name, out var value) ? value.GetString() : null;
}
