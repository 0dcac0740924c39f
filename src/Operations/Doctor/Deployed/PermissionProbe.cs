using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Operations.Settings;
using Orders.Operations.Status;
using Orders.Operations.Streams;
using Orders.Resilience;
using Orders.Storage;

namespace Orders.Operations.Doctor.Deployed;

/// <summary>
/// Tries the permissions of the commands as far as that changes nothing: a received message stays visible, and what would hide or delete a message
/// names none. The policies are in terraform/operators.tf.
/// </summary>
/// <param name="sqs">The SQS client.</param>
/// <param name="dynamoDb">The DynamoDB client.</param>
/// <param name="openStream">Opens a stream by its ARN.</param>
/// <param name="metrics">Reads CloudWatch.</param>
/// <param name="pipelines">The retry pipelines.</param>
/// <param name="settings">The deployment's settings, with its prefix.</param>
/// <param name="time">The clock.</param>
internal sealed class PermissionProbe(
    IAmazonSQS sqs, IAmazonDynamoDB dynamoDb, Func<string, IStreamSource> openStream, MetricReader metrics, AwsPipelines pipelines, PipelineSettings settings, TimeProvider time)
{
    // IAM decides before SQS looks at the handle (Service Authorization Reference).
    private const string NoReceiptHandle = "none: orders doctor tries a permission";

    private readonly Dictionary<string, AttributeValue> _noOrder = new() { [OrdersTable.OrderId] = new("no order has this id") };

    /// <summary>Tries each permission.</summary>
    public async Task<IReadOnlyList<Attempt>> TryAsync(CancellationToken cancellationToken)
    {
        var table = settings.Table.Name;
        List<(string Permission, string Subject, Func<CancellationToken, Task> Call)> calls = [];
        foreach (var queue in (string[])[.. settings.Sources.Select(static source => source.DeadLetterQueue), settings.OrderEventsDlq.Name, .. settings.Consumers.Select(static consumer => consumer.DeadLetterQueue)])
        {
            calls.Add(("sqs:ReceiveMessage", queue, token => ReceiveAsync(queue, token)));
            calls.Add(("sqs:ChangeMessageVisibility", queue, token => OnNoMessageAsync(queue, static (sqs, url, token) => sqs.ChangeMessageVisibilityAsync(url, NoReceiptHandle, 0, token), token)));
            calls.Add(("sqs:DeleteMessage", queue, token => OnNoMessageAsync(queue, static (sqs, url, token) => sqs.DeleteMessageAsync(url, NoReceiptHandle, token), token)));
        }

        calls.Add(("dynamodb:GetItem", table, token => OnTableAsync(async token => await dynamoDb.GetItemAsync(table, _noOrder, token), token)));
        calls.Add(("dynamodb:BatchGetItem", table, token => OnTableAsync(
            async token => await dynamoDb.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { [table] = new() { Keys = [_noOrder] } } }, token), token)));
        calls.Add(("dynamodb:Query", $"{table}/index/{OrdersTable.StatusIndex}", QueryAsync));
        calls.Add(("dynamodb:Scan", table, token => OnTableAsync(
            async token => await dynamoDb.ScanAsync(new ScanRequest(table) { Limit = 1, ProjectionExpression = OrdersTable.OrderId }, token), token)));
        calls.Add(("dynamodb:GetRecords", $"{table}/stream", StreamAsync));
        calls.Add(("cloudwatch:GetMetricData", "metrics", MetricsAsync));
        var attempts = new List<Attempt>();
        foreach (var (permission, subject, call) in calls)
        {
            if (await TryAsync(permission, subject, call, cancellationToken) is { } attempt)
            {
                attempts.Add(attempt);
            }
        }

        return attempts;
    }

    /// <returns>Null if the resource does not exist, which another check reports.</returns>
    private static async Task<Attempt?> TryAsync(string permission, string subject, Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        try
        {
            await call(cancellationToken);
            return new Attempt(permission, subject, Refusal: null);
        }
        catch (AmazonServiceException exception) when (exception is QueueDoesNotExistException or Amazon.DynamoDBv2.Model.ResourceNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            return new Attempt(permission, subject, Obstacle.Of(exception));
        }
    }

    private async Task ReceiveAsync(string queue, CancellationToken cancellationToken)
    {
        var url = (await sqs.GetQueueUrlAsync(queue, cancellationToken)).QueueUrl;
        var request = new ReceiveMessageRequest(url) { MaxNumberOfMessages = 1, VisibilityTimeout = 0, WaitTimeSeconds = 0 };
        await pipelines.Sqs.ExecuteAsync(async token => await sqs.ReceiveMessageAsync(request, token), cancellationToken);
    }

    private async Task OnNoMessageAsync(string queue, Func<IAmazonSQS, string, CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        var url = (await sqs.GetQueueUrlAsync(queue, cancellationToken)).QueueUrl;
        try
        {
            await pipelines.Sqs.ExecuteAsync(async token => await call(sqs, url, token), cancellationToken);
        }
        catch (AmazonSQSException exception) when (exception is ReceiptHandleIsInvalidException or MessageNotInflightException || exception.ErrorCode is "InvalidParameterValue" or "ReceiptHandleIsInvalid")
        {
            // SQS has looked for the message, so the caller may do it.
        }
    }

    private Task OnTableAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken) =>
        pipelines.DynamoDb.ExecuteAsync(async token => await call(token), cancellationToken).AsTask();

    private async Task StreamAsync(CancellationToken cancellationToken)
    {
        var described = await pipelines.DynamoDb.ExecuteAsync(async token => await dynamoDb.DescribeTableAsync(settings.Table.Name, token), cancellationToken);
        if (described.Table.LatestStreamArn is not { Length: > 0 } arn)
        {
            return;
        }

        var stream = openStream(arn);
        using var client = stream as IDisposable;
        if (await stream.ShardsAsync(cancellationToken) is [.., var shard])
        {
            await stream.ReadAsync(await stream.IteratorAsync(shard.Id, ShardPosition.Newest, cancellationToken), cancellationToken);
        }
    }

    private async Task QueryAsync(CancellationToken cancellationToken)
    {
        var request = new QueryRequest(settings.Table.Name)
        {
            IndexName = OrdersTable.StatusIndex,
            KeyConditionExpression = $"{OrdersTable.StatusShard} = :shard",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":shard"] = new("no order is in this shard") },
            Limit = 1,
        };
        await pipelines.DynamoDb.ExecuteAsync(async token => await dynamoDb.QueryAsync(request, token), cancellationToken);
    }

    private async Task MetricsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var query = MetricQuery.OfFunction(settings.Processor.Name, "Invocations", "Sum");
        await metrics.ReadAsync([query], now - TimeSpan.FromMinutes(1), now, TimeSpan.FromMinutes(1), cancellationToken);
    }
}
