using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Operations.Settings;
using Orders.Operations.Status;
using Orders.Resilience;
using Orders.Storage;

namespace Orders.Operations.Doctor.Deployed;

/// <summary>Tries the operators' permissions as far as that changes nothing: a received message stays visible.</summary>
internal sealed class PermissionProbe(IAmazonSQS sqs, IAmazonDynamoDB dynamoDb, MetricReader metrics, AwsPipelines pipelines, PipelineSettings settings, TimeProvider time)
{
    /// <summary>Tries each permission.</summary>
    public async Task<IReadOnlyList<Attempt>> TryAsync(CancellationToken cancellationToken)
    {
        var attempts = new List<Attempt?>();
        string[] deadLetterQueues = [settings.OrdersQueue.DeadLetterQueue, settings.OrderEventsDlq.Name, .. settings.Consumers.Select(static consumer => consumer.DeadLetterQueue)];
        foreach (var queue in deadLetterQueues)
        {
            attempts.Add(await TryAsync("sqs:ReceiveMessage", queue, token => ReceiveAsync(queue, token), cancellationToken));
        }

        var table = settings.Table.Name;
        attempts.Add(await TryAsync("dynamodb:GetItem", table, GetAsync, cancellationToken));
        attempts.Add(await TryAsync("dynamodb:Query", $"{table}/index/{OrdersTable.StatusIndex}", QueryAsync, cancellationToken));
        attempts.Add(await TryAsync("cloudwatch:GetMetricData", "metrics", MetricsAsync, cancellationToken));
        return [.. attempts.OfType<Attempt>()];
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
            return new Attempt(permission, subject, CallFailure.Name(exception));
        }
    }

    private async Task ReceiveAsync(string queue, CancellationToken cancellationToken)
    {
        var url = (await sqs.GetQueueUrlAsync(queue, cancellationToken)).QueueUrl;
        var request = new ReceiveMessageRequest(url) { MaxNumberOfMessages = 1, VisibilityTimeout = 0, WaitTimeSeconds = 0 };
        await pipelines.Sqs.ExecuteAsync(async token => await sqs.ReceiveMessageAsync(request, token), cancellationToken);
    }

    private async Task GetAsync(CancellationToken cancellationToken)
    {
        var key = new Dictionary<string, AttributeValue> { [OrdersTable.OrderId] = new("no order has this id") };
        await pipelines.DynamoDb.ExecuteAsync(async token => await dynamoDb.GetItemAsync(settings.Table.Name, key, token), cancellationToken);
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

    private Task MetricsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var query = MetricQuery.OfFunction(settings.Processor.Name, "Invocations", "Sum");
        return metrics.ReadAsync([query], now - TimeSpan.FromMinutes(1), now, TimeSpan.FromMinutes(1), cancellationToken);
    }
}
