using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Orders.Resilience;

namespace Orders.Settings;

/// <summary>
/// The SDK's clients as the functions use them: without retries of their own (<see cref="AwsPipelines"/> has those), and
/// with the endpoints, region and credentials that the SDK takes from the environment.
/// </summary>
public static class AwsClients
{
    /// <summary>A client of DynamoDB.</summary>
    public static IAmazonDynamoDB DynamoDb() => new AmazonDynamoDBClient(Configure(new AmazonDynamoDBConfig()));

    /// <summary>A client of SQS.</summary>
    public static IAmazonSQS Sqs() => new AmazonSQSClient(Configure(new AmazonSQSConfig()));

    /// <summary>Turns off what the SDK would do by itself where <see cref="AwsPipelines"/> decides.</summary>
    public static TConfig Configure<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.MaxErrorRetry = 0;
        // Not among the above: requests whose connection was reset are by default made ten times more, at once.
        config.MaxStaleConnectionRetries = 0;
        config.ThrottleRetries = false;
        // Behind the pipeline's own timeout, so that it is always that one which ends a request.
        config.Timeout = ResilienceDefaults.RequestTimeout * 2;
        return config;
    }
}
