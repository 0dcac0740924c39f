using Orders.Local;

namespace Orders.Cli.Commands;

/// <summary>What <c>orders up</c> prints: where everything is, and lines to paste.</summary>
internal static class UpGuide
{
    public static void Write(TextWriter output, LocalPipeline pipeline, Uri console, string logs)
    {
        var orders = pipeline.Queues[pipeline.Settings.OrdersQueue.Name].Url;
        var deadLetters = pipeline.Queues[pipeline.Settings.OrdersQueue.DeadLetterQueue].Url;
        var consumer = pipeline.Consumers[0];
        var api = pipeline.Api.AbsoluteUri.TrimEnd('/');
        var environment = string.Join('\n', pipeline.ClientEnvironment().Select(static variable => $"  export {variable.Key}={variable.Value}"));
        output.WriteLine(
            $$"""
            The pipeline runs.

              console      {{console.AbsoluteUri}}
              orders API   {{api}}/orders
              Lambda       {{pipeline.LambdaEndpoint.AbsoluteUri}}  ({{pipeline.Settings.Ingest.Name}}, {{pipeline.Settings.Processor.Name}}, {{pipeline.Settings.Notifier.Name}})
              SQS          {{pipeline.Endpoints.Sqs.AbsoluteUri}}
              DynamoDB     {{pipeline.Endpoints.DynamoDb.AbsoluteUri}}  (table {{pipeline.TableName}})
              CloudWatch   {{pipeline.CloudWatchEndpoint.AbsoluteUri}}
              logs         {{logs}}

            Place an order over HTTP, and read it:

              curl -s {{api}}/orders -H 'Content-Type: application/json' -H 'Idempotency-Key: first' -d '{"item":"Laptop","quantity":2}'
              curl -s '{{api}}/orders?status=PENDING'

            With the AWS CLI (version 1.45; version 2 adds --cli-binary-format raw-in-base64-out to invoke), in another shell:

            {{environment}}
              aws lambda invoke --endpoint-url {{pipeline.LambdaEndpoint.AbsoluteUri}} --function-name {{pipeline.Settings.Ingest.Name}} --payload '{"body": "{\"item\": \"Laptop\", \"quantity\": 2}"}' response.json
              aws sqs send-message --endpoint-url {{pipeline.Endpoints.Sqs.AbsoluteUri}} --queue-url {{orders}} --message-body '{"item":"Phone","quantity":1,"idempotency_key":"pos-7-1","source":"pos-7"}'
              aws dynamodb scan --endpoint-url {{pipeline.Endpoints.DynamoDb.AbsoluteUri}} --table-name {{pipeline.TableName}}
              aws sqs receive-message --endpoint-url {{pipeline.Endpoints.Sqs.AbsoluteUri}} --queue-url {{pipeline.Queues[consumer.Queue].Url}} --message-attribute-names All
              aws sqs receive-message --endpoint-url {{pipeline.Endpoints.Sqs.AbsoluteUri}} --queue-url {{deadLetters}} --message-attribute-names All

            Ctrl-C ends it; nothing is kept.
            """);
    }
}
