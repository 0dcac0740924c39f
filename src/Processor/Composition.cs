using Amazon.DynamoDBv2;
using Amazon.SQS;
using Orders.Aws;
using Orders.Observability;
using Orders.Queues;
using Orders.Resilience;
using Orders.Settings;
using Orders.Storage;

namespace Orders.Processor;

/// <summary>Composes the function by hand: three small functions need no container.</summary>
public static class Composition
{
    /// <summary>Creates the function as deployed.</summary>
    /// <exception cref="SettingsException">The environment breaks a rule.</exception>
    public static async Task<Function> StartAsync(Func<string, string?> variable)
    {
        var settings = ProcessorSettings.Read(variable);
        var dynamoDb = AwsClients.DynamoDb();
        var sqs = AwsClients.Sqs();
        // Only DynamoDB: the function rarely sends to SQS.
        var connections = ConnectionWarmup.OpenAsync(ConnectionWarmup.EndpointOf(dynamoDb));
        var function = Compose(
            settings, dynamoDb, sqs, new LineSink(Console.OpenStandardOutput()), TimeProvider.System, SystemRandomness.NextDouble);
        await connections;
        return function;
    }

    /// <summary>Creates the function with any clients, clock and random source.</summary>
    public static Function Compose(
        ProcessorSettings settings, IAmazonDynamoDB dynamoDb, IAmazonSQS sqs, LineSink sink, TimeProvider time, Func<double> random)
    {
        var pipelines = new AwsPipelines(time, random);
        var logger = new FunctionLogger(sink, time, settings.MinLogLevel);
        var metrics = new Metrics(sink, time, settings.FunctionName, MetricNames.MessagesReturnedForRetry, MetricNames.KeyConflicts, MetricNames.OrdersPlaced);
        var sender = new QueueSender(sqs, pipelines.Sqs);
        var changes = new StatusChanges(dynamoDb, pipelines.DynamoDb, settings.Table, metrics, time);
        var placement = new OrderPlacement(
            dynamoDb, pipelines.DynamoDb, settings.Table, new Fingerprints(dynamoDb, pipelines.DynamoDb, settings.Table));
        var expiry = new PendingExpiry(new StatusIndex(dynamoDb, pipelines.DynamoDb, settings.Table), changes, new UnreadableRows(logger, metrics), time);
        return new Function(
            settings.Queues,
            new BatchProcessor(placement, changes, expiry, metrics, time),
            new RejectedPlacements(new Rejections(dynamoDb, pipelines.DynamoDb, settings.Table), time),
            new DeadLetters(sender, time),
            new ReturnForRetry(new MessageVisibility(sqs, pipelines.Sqs), random),
            settings.Limits,
            settings.ExpiryRoleId,
            logger,
            metrics,
            time);
    }
}
