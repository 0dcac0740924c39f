using Amazon.DynamoDBv2;
using Amazon.SQS;
using Orders.Aws;
using Orders.Ingest.Routes;
using Orders.Model;
using Orders.Observability;
using Orders.Queues;
using Orders.Resilience;
using Orders.Settings;
using Orders.Storage;

namespace Orders.Ingest;

/// <summary>Composes the function by hand.</summary>
public static class Composition
{
    /// <summary>Creates the function as deployed.</summary>
    /// <exception cref="SettingsException">The environment breaks a rule.</exception>
    public static async Task<Function> StartAsync(Func<string, string?> variable)
    {
        var settings = IngestSettings.Read(variable);
        var dynamoDb = AwsClients.DynamoDb();
        var sqs = AwsClients.Sqs();
        var connections = ConnectionWarmup.OpenAsync(ConnectionWarmup.EndpointOf(dynamoDb), ConnectionWarmup.EndpointOf(sqs));
        var function = Compose(
            settings, dynamoDb, sqs, new LineSink(Console.OpenStandardOutput()), TimeProvider.System, SystemRandomness.NextDouble, SystemRandomness.Fill);
        await connections;
        return function;
    }

    /// <summary>Creates the function with any clients, clock and random source.</summary>
    public static Function Compose(
        IngestSettings settings,
        IAmazonDynamoDB dynamoDb,
        IAmazonSQS sqs,
        LineSink sink,
        TimeProvider time,
        Func<double> random,
        RandomBytes randomBytes)
    {
        var pipelines = new AwsPipelines(time, random);
        var logger = new FunctionLogger(sink, time, settings.MinLogLevel);
        var metrics = new Metrics(sink, time, settings.FunctionName, MetricNames.RequestsFailed, MetricNames.KeyConflicts);
        var unreadableRows = new UnreadableRows(logger, metrics);
        var queue = new OrdersQueue(new QueueSender(sqs, pipelines.Sqs), settings.QueueUrl);
        var orders = new CallersOrders(
            new OrderReader(dynamoDb, pipelines.DynamoDb, settings.Table), new Rejections(dynamoDb, pipelines.DynamoDb, settings.Table), unreadableRows);
        var fingerprints = new Fingerprints(dynamoDb, pipelines.DynamoDb, settings.Table);
        var router = new Router(
            new PlaceOrders(fingerprints, queue, logger, metrics, time, randomBytes),
            new GetOrder(orders, time),
            new ListOrders(new StatusIndex(dynamoDb, pipelines.DynamoDb, settings.Table), unreadableRows),
            new ChangeOrder(orders, queue, time));
        return new Function(router, logger, metrics, time);
    }
}
