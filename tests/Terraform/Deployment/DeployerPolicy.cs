using System.Text.Json;
using System.Text.RegularExpressions;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.Deployment;

/// <summary>The policy of <c>terraform/deployer</c>, and the calls of Terraform that moto has recorded.</summary>
static partial class DeployerPolicy
{
    const string Account = "123456789012";

    // Everybody may call it (IAM User Guide, GetCallerIdentity).
    const string Free = "sts:GetCallerIdentity";

    // What moto's recording cannot show, and why the policy has it.
    static readonly Dictionary<string, string> NotSeen = new(StringComparer.Ordinal)
    {
        ["cloudwatch:PutCompositeAlarm"] = "moto does not have composite alarms",
        ["dynamodb:UpdateTimeToLive"] = "a change of table.time_to_live_days",
        ["iam:UpdateAssumeRolePolicy"] = "a change of an api_callers entry",
        ["iam:PutRolePermissionsBoundary"] = "a boundary for roles that exist",
        ["iam:DeleteRolePermissionsBoundary"] = "the end of a boundary",
        ["logs:AssociateKmsKey"] = "a key for log groups that exist",
        ["logs:DisassociateKmsKey"] = "the end of a key",
        ["iam:CreateServiceLinkedRole"] = "API Gateway asks for it with the first API of an account",
        ["s3:ListTagsForResource"] = "provider 6 asks for it instead of GetBucketTagging",
        ["iam:PassRole"] = "Lambda and the scheduler ask for it when a function or a schedule gets its role",
        ["logs:CreateLogDelivery"] = LogDelivery,
        ["logs:DeleteLogDelivery"] = LogDelivery,
        ["logs:DescribeResourcePolicies"] = LogDelivery,
        ["logs:GetLogDelivery"] = LogDelivery,
        ["logs:ListLogDeliveries"] = LogDelivery,
        ["logs:PutResourcePolicy"] = LogDelivery,
        ["logs:UpdateLogDelivery"] = LogDelivery,
    };

    /// <summary>The setting of the deployment.</summary>
    public const string RecordsBucket = "failed-records";

    const string LogDelivery = "API Gateway asks for it when a stage gets its access log";

    // A resource gets its tags with its creation. A change of tags is not in the run, because moto has no tags of stages.
    static bool IsTagging(string action) => Tagging().IsMatch(action);

    /// <summary>Asserts that the policy allows each call for what it was made for, and no action that was neither seen nor has a reason.</summary>
    public static async Task CheckAsync(Workspace workspace, Moto moto)
    {
        var calls = await moto.CallsAsync();
        var granted = await GrantedAsync(workspace.Within("deployer"), moto);

        Assert.Equal(
            calls.Keys.Where(static action => action != Free).Concat(NotSeen.Keys).Order(StringComparer.Ordinal),
            granted.Select(static grant => grant.Action).Where(static action => !IsTagging(action)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            ["cloudwatch", "dynamodb", "iam", "iam", "lambda", "logs", "s3", "scheduler", "sqs"],
            granted.Where(static grant => grant.Action.Contains(":Tag", StringComparison.Ordinal)).Select(static grant => grant.Action).Distinct().Select(static action => action.Split(':')[0]).Order(StringComparer.Ordinal));
        var refused = from call in calls
                      from request in call.Value
                      let resource = ResourceOf(call.Key, request)
                      where resource is not null && !granted.Any(grant => grant.Action == call.Key && IsMatch(grant.Resource, resource))
                      select $"{call.Key} {resource}";
        Assert.Empty(refused.Distinct());
        Assert.DoesNotContain(granted, static grant => grant.Resource == "*" && !IsList(grant.Action));
    }

    static async Task<IReadOnlyList<(string Action, string Resource)>> GrantedAsync(Workspace deployer, Moto moto)
    {
        foreach (var arguments in (IReadOnlyList<string>[])[["init", "-input=false", "-lockfile=readonly", .. InitialisedTerraform.Source], ["plan", "-out=plan", $"-var=records_bucket={RecordsBucket}"]])
        {
            var (status, output) = await deployer.RunAsync(moto.Environment, [.. arguments, "-no-color"]);
            Assert.True(status == 0, output);
        }

        var (_, plan) = await deployer.RunAsync(moto.Environment, ["show", "-json", "plan"]);
        using var json = JsonDocument.Parse(plan.Split('\n').Last(static line => line.StartsWith('{')));
        return
        [
            .. from resource in json.RootElement.GetProperty("planned_values").GetProperty("root_module").GetProperty("resources").EnumerateArray()
               from statement in Statements(resource.GetProperty("values").Text("policy"))
               from action in statement.GetProperty("Action").OneOrMore()
               from scope in statement.GetProperty("Resource").OneOrMore()
               select (action, scope),
        ];
    }

    static IEnumerable<JsonElement> Statements(string policy)
    {
        using var document = JsonDocument.Parse(policy);
        return [.. document.RootElement.GetProperty("Statement").EnumerateArray().Select(static statement => statement.Clone())];
    }

    // Mappings have a condition on the function instead (Service Authorization Reference).
    static bool IsList(string action) => action.EndsWith("EventSourceMapping", StringComparison.Ordinal) || action is "cloudwatch:DescribeAlarms" or "logs:DescribeLogGroups" || NotSeen.ContainsKey(action);

    /// <summary>The ARN that IAM would compare; null for a call that names nothing.</summary>
    static string? ResourceOf(string action, JsonElement request)
    {
        string? Given(string name) => request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        string Regional(string service, string name) => $"arn:aws:{service}:{Deployed.Region}:{Account}:{name}";
        string? If(string name, Func<string, string> arn) => Given(name) is { } value ? (value.StartsWith("arn:", StringComparison.Ordinal) ? value : arn(value)) : null;

        return action.Split(':')[0] switch
        {
            "apigateway" => $"arn:aws:apigateway:{Deployed.Region}::{Given("path")!["/v2".Length..]}",
            "cloudwatch" when action != "cloudwatch:DescribeAlarms" => Given("ResourceARN") ?? If("AlarmName", Alarm) ?? If("AlarmNames.member.1", Alarm) ?? If("DashboardName", Dashboard) ?? If("DashboardNames.member.1", Dashboard),
            "dynamodb" => If("TableName", name => Regional("dynamodb", $"table/{name}")) ?? Given("ResourceArn"),
            "iam" => If("RoleName", static name => $"arn:aws:iam::{Account}:role/{name}") ?? Given("PolicyArn") ?? If("PolicyName", static name => $"arn:aws:iam::{Account}:policy/{name}"),
            "lambda" when !action.EndsWith("EventSourceMapping", StringComparison.Ordinal) =>
                Given("Resource") ?? If("FunctionName", name => Regional("lambda", $"function:{name}{(Given("Qualifier") is { } qualifier ? $":{qualifier}" : "")}")),
            "logs" => If("logGroupName", name => Regional("logs", $"log-group:{name}")) ?? Given("resourceArn"),
            "s3" => $"arn:aws:s3:::{Given("Bucket")}",
            "scheduler" => Given("ResourceArn")
                ?? If("Name", name => Regional("scheduler", action.EndsWith("Group", StringComparison.Ordinal) ? $"schedule-group/{name}" : $"schedule/{Given("GroupName") ?? Given("groupName")}/{name}")),
            "sqs" => If("QueueName", name => Regional("sqs", name)) ?? If("QueueUrl", url => Regional("sqs", url.Split('/')[^1])),
            _ => null,
        };
    }

    static string Alarm(string name) => $"arn:aws:cloudwatch:{Deployed.Region}:{Account}:alarm:{name}";

    static string Dashboard(string name) => $"arn:aws:cloudwatch::{Account}:dashboard/{name}";

    static bool IsMatch(string pattern, string arn) =>
        Regex.IsMatch(arn, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex(":(Tag|Untag)(Resource|Queue|Role|Policy)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tagging();
}
