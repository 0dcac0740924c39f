using System.Text.Json;
using System.Text.RegularExpressions;
using Orders.Model;
using Orders.Operations.Settings;
using Orders.Storage;
using Orders.Tests.Terraform.Deployment;
using Orders.Tests.Integration.Support;
using Orders.Tests.Terraform.OneTruth;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.Permissions;

/// <summary>
/// A role may do what its function and Lambda for it were seen to do in a run (tests/payloads/service-calls.txt, which the
/// integration suite holds to the run), what Lambda's documentation asks for besides, and nothing else. The same holds for the policies of readers and
/// operators, by the calls of the commands (operator-calls.txt).
/// </summary>
public sealed partial class PermissionTests(InitialisedTerraform terraform)
{
    // An IAM action a call; a batch is allowed by the action of its single form (Service Authorization Reference).
    static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal)
    {
        ["dynamodb:BatchExecuteStatement(INSERT)"] = "dynamodb:PartiQLInsert",
        ["dynamodb:BatchExecuteStatement(UPDATE)"] = "dynamodb:PartiQLUpdate",
        ["dynamodb:DescribeContinuousBackups"] = "dynamodb:DescribeContinuousBackups",
        ["dynamodb:DescribeTable"] = "dynamodb:DescribeTable",
        ["dynamodb:DescribeTimeToLive"] = "dynamodb:DescribeTimeToLive",
        ["dynamodb:Scan"] = "dynamodb:Scan",
        ["dynamodb:BatchGetItem"] = "dynamodb:BatchGetItem",
        ["dynamodb:DescribeStream"] = "dynamodb:DescribeStream",
        ["dynamodb:GetItem"] = "dynamodb:GetItem",
        ["dynamodb:GetRecords"] = "dynamodb:GetRecords",
        ["dynamodb:GetShardIterator"] = "dynamodb:GetShardIterator",
        ["dynamodb:Query"] = "dynamodb:Query",
        ["dynamodb:UpdateItem"] = "dynamodb:UpdateItem",
        ["sqs:ChangeMessageVisibility"] = "sqs:ChangeMessageVisibility",
        ["sqs:DeleteMessage"] = "sqs:DeleteMessage",
        ["sqs:GetQueueAttributes"] = "sqs:GetQueueAttributes",
        ["sqs:GetQueueUrl"] = "sqs:GetQueueUrl",
        ["sqs:SendMessage"] = "sqs:SendMessage",
        ["sqs:ChangeMessageVisibilityBatch"] = "sqs:ChangeMessageVisibility",
        ["sqs:DeleteMessageBatch"] = "sqs:DeleteMessage",
        ["sqs:ReceiveMessage"] = "sqs:ReceiveMessage",
        ["sqs:SendMessageBatch"] = "sqs:SendMessage",
    };

    // Lambda looks for these when a mapping is made (Lambda Developer Guide, "Execution role permissions" of SQS and of DynamoDB), and
    // reports a failed batch to the on-failure destination; every function writes its log and its traces.
    static readonly (string Function, string Action, string Resource)[] ByDocumentation =
    [
        ("orders-processor", "sqs:GetQueueAttributes", "orders"),
        ("orders-notifier", "dynamodb:ListStreams", "table/Orders/stream"),
        ("orders-notifier", "sqs:SendMessage", "order-events-dlq"),
        .. from function in (string[])["orders-ingest", "orders-processor", "orders-notifier"]
           from permission in ((string, string)[])
           [
               ("logs:CreateLogStream", "log"), ("logs:PutLogEvents", "log"), ("xray:PutTraceSegments", "*"), ("xray:PutTelemetryRecords", "*"),
           ]
           select (function, permission.Item1, permission.Item2),
    ];

    [Theory]
    [InlineData("ingest")]
    [InlineData("processor")]
    [InlineData("notifier")]
    public async Task A_role_may_do_what_was_seen_and_nothing_else(string module)
    {
        using var workspace = (await terraform.WorkspaceAsync()).Sibling();
        var settings = PipelineSettings.Load(workspace.Settings);
        var rendered = await Rendered.FromAsync(workspace);
        var function = $"orders-{module}";

        var needed = Seen(settings, function).Concat(ByDocumentation.Where(entry => entry.Function == function).Select(static entry => (entry.Action, entry.Resource)));
        Assert.Equal(
            needed.Distinct().Select(static entry => $"{entry.Action} {entry.Resource}").Order(StringComparer.Ordinal),
            Granted(rendered, $"module.{module}.aws_iam_role_policy.this").Order(StringComparer.Ordinal));
    }

    // Lambda and CloudWatch are not observed in a run.
    static readonly (string Person, string Action, string Resource)[] OfOtherServices =
    [
        .. from function in (string[])["ingest", "processor", "notifier"]
           from resource in (string[])[$"function:orders-{function}", $"function:orders-{function}:live"]
           from permission in ((string, string)[])
           [
               ("reader", "lambda:GetFunctionConfiguration"), ("reader", "lambda:GetAlias"), ("reader", "lambda:ListVersionsByFunction"), ("operator", "lambda:UpdateAlias"),
           ]
           select (permission.Item1, permission.Item2, resource),
        ("reader", "lambda:ListEventSourceMappings", "*"),
        ("reader", "lambda:GetAccountSettings", "*"),
        ("reader", "cloudwatch:GetMetricData", "*"),
        ("operator", "lambda:UpdateEventSourceMapping", "event-source-mapping:orders"),
        ("operator", "lambda:UpdateEventSourceMapping", "event-source-mapping:stream"),
    ];

    [Fact]
    public async Task People_may_do_what_the_commands_do_and_nothing_else()
    {
        using var workspace = (await terraform.WorkspaceAsync()).Sibling();
        var settings = PipelineSettings.Load(workspace.Settings);
        var rendered = await Rendered.FromAsync(workspace);

        string[] Needed(string person) =>
        [
            .. Seen(settings, person, "operator-calls.txt").Concat(OfOtherServices.Where(entry => entry.Person == person).Select(static entry => (entry.Action, entry.Resource)))
                .Distinct().Select(static entry => $"{entry.Action} {entry.Resource}").Order(StringComparer.Ordinal),
        ];
        var (reads, changes, tries) = (Needed("reader"), Needed("operator"), Needed("doctor"));
        // The doctor also tries what only operators do.
        var reader = reads.Concat(tries.Except(changes)).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.Equal(reader, Granted(rendered, "aws_iam_policy.reader").Order(StringComparer.Ordinal));
        // An operator has the readers' policy too.
        var added = Granted(rendered, "aws_iam_policy.operator").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(changes.Except(reader), added);
        Assert.Subset(reader.Concat(added).ToHashSet(), tries.ToHashSet());
    }

    static IEnumerable<(string Action, string Resource)> Seen(PipelineSettings settings, string function, string file = "service-calls.txt") =>
        from line in File.ReadLines(Path.Combine(Repository.Root, "tests", "payloads", file))
        let call = Call().Match(line).Groups
        where call["caller"].Value.Replace("lambda.", "", StringComparison.Ordinal) == function
        from resource in call["resource"].Value switch
        {
            "{consumer}" => settings.Consumers.Select(static consumer => consumer.Queue),
            "{consumer dead letters}" => settings.Consumers.Select(static consumer => consumer.DeadLetterQueue),
            var one => [one],
        }
        select (Actions[call["operation"].Value], resource);

    /// <summary>One line a permission; a condition or a refusal in a policy is none of them, so such a policy is not equal either.</summary>
    static IEnumerable<string> Granted(Rendered rendered, string address)
    {
        using var policy = JsonDocument.Parse(rendered[address].Text("policy"));
        return
        [
            .. (from statement in policy.RootElement.GetProperty("Statement").EnumerateArray()
                let effect = statement.Text("Effect") == "Allow" && (!statement.TryGetProperty("Condition", out var condition) || IsOfErasure(condition)) ? "" : "not plainly allowed: "
                from action in statement.GetProperty("Action").OneOrMore()
                from resource in statement.GetProperty("Resource").OneOrMore()
                select $"{effect}{action} {Name(resource)}").Distinct(),
        ];
    }

    // The attributes that an erasure names in its update and its condition.
    static bool IsOfErasure(JsonElement condition) =>
        condition.GetRawText() is var text && Deployed.IsSameJson(
            text,
            $$$"""{"ForAllValues:StringEquals":{"dynamodb:Attributes":["{{{string.Join("\",\"", [OrdersTable.OrderId, OrdersTable.ContentHash, OrdersTable.ErasedAt, .. ContentFields.All.Where(static field => field.IsPersonal).Select(static field => field.Name)])}}}"]}}""");

    // A resource as the recorded calls name it.
    static string Name(string arn) => arn.Split(':') switch
    {
        ["*"] => "*",
        ["arn", _, "sqs", _, _, var queue] => queue,
        ["arn", _, "dynamodb", _, _, var table] => Stream().Replace(table, "/stream"),
        ["arn", _, "logs", .., "*"] => "log",
        ["arn", _, "lambda", _, _, .. var name] => string.Join(':', name),
        _ => arn,
    };

    [GeneratedRegex("^(?<caller>[^ ]+) (?<operation>[^ ]+) (?<resource>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Call();

    [GeneratedRegex("/stream/\\*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stream();
}
