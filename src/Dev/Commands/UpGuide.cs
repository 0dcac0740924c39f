using Orders.Local;
using Orders.Local.Api;
using Orders.Operations.DeadLetters;

namespace Orders.Dev.Commands;

/// <summary>The output of <c>orders up</c>: addresses and lines to paste.</summary>
internal static class UpGuide
{
    private static readonly string[] CredentialVariables = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    public static void Write(TextWriter output, LocalPipeline pipeline, Uri console, LocalPipelineOptions options)
    {
        var api = pipeline.Api.AbsoluteUri.TrimEnd('/');
        // Version 1 of the AWS CLI ignores AWS_ENDPOINT_URL_SQS (github.com/aws/aws-cli/issues/8737).
        const string atSqs = "--endpoint-url \"$AWS_ENDPOINT_URL_SQS\"";
        var signed = options.ApiAuthorization == ApiAuthorization.Iam ? $" --aws-sigv4 aws:amz:{options.Region}:execute-api --user {options.AccessKey}:any" : "";
        output.WriteLine(
            $$$"""
            The pipeline runs.

              console      {{{console.AbsoluteUri}}}
              orders API   {{{api}}}/orders
              Lambda       {{{pipeline.LambdaEndpoint.AbsoluteUri}}}  ({{{pipeline.Settings.Ingest.Name}}}, {{{pipeline.Settings.Processor.Name}}}, {{{pipeline.Settings.Notifier.Name}}})
              SQS          {{{pipeline.Endpoints.Sqs.AbsoluteUri}}}
              DynamoDB     {{{pipeline.Endpoints.DynamoDb.AbsoluteUri}}}  (table {{{pipeline.TableName}}})
              CloudWatch   {{{pipeline.CloudWatchEndpoint.AbsoluteUri}}}
              logs         {{{options.LogFolder}}}
              credentials  {{{LocalIdentity.Describe(options)}}}

            Place an order over HTTP, and read it:

              curl -s{{{signed}}} {{{api}}}/orders -H 'Content-Type: application/json' -H 'Idempotency-Key: first' -d '{"item":"Laptop","quantity":2}'
              curl -s{{{signed}}} '{{{api}}}/orders?status=PENDING'

            With the AWS CLI (1.30 or 2.14, or later), in another shell:

            {{{Exports(options, new Dictionary<string, string>([.. pipeline.ClientEnvironment(), .. QueueVariables(pipeline, options)]))}}}

              echo '{"body": {"item": "Laptop", "quantity": 2}}' | aws lambda invoke --function-name {{{pipeline.Settings.Ingest.Name}}} --payload fileb:///dev/stdin response.json && cat response.json
              aws dynamodb scan --table-name {{{pipeline.TableName}}}
              aws sqs send-message {{{atSqs}}} --queue-url "$ORDERS" --message-body '{"item":"Phone","quantity":1,"idempotency_key":"pos-7-1","source":"pos-7"}'
              aws sqs receive-message {{{atSqs}}} --queue-url "$CONSUMER" --message-attribute-names All
              aws sqs receive-message {{{atSqs}}} --queue-url "$DLQ" --message-attribute-names All

            Ctrl-C ends it; nothing is kept.
            """);
    }

    /// <summary>Returns the lines that set the environment of another shell, without the caller's own credentials.</summary>
    public static string Exports(LocalPipelineOptions options, IReadOnlyDictionary<string, string> environment)
    {
        var shown = environment.Where(variable => !options.HasCallersCredentials || !CredentialVariables.Contains(variable.Key));
        var lines = string.Join('\n', shown.Select(static variable => $"  export {variable.Key}={variable.Value}"));
        return options.HasCallersCredentials ? $"  # Set your own {string.Join(", ", CredentialVariables.Where(environment.ContainsKey))} there, too.\n{lines}" : lines;
    }

    private static Dictionary<string, string> QueueVariables(LocalPipeline pipeline, LocalPipelineOptions options) => new()
    {
        ["ORDERS"] = pipeline.Queues[pipeline.Settings.OrdersQueue.Name].Url,
        ["CONSUMER"] = pipeline.Queues[pipeline.Consumers[0].Queue].Url,
        [LetterLog.FolderVariable] = options.LogFolder ?? "",
        ["DLQ"] = pipeline.Queues[pipeline.Settings.OrdersQueue.DeadLetterQueue].Url,
    };
}
