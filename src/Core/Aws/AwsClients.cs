using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Orders.Resilience;

namespace Orders.Aws;

/// <summary>
/// The SDK's clients as the functions use them: without retries of their own (<see cref="AwsPipelines"/> has those), and with the endpoints,
/// region and credentials that the SDK takes from the environment.
/// </summary>
public static class AwsClients
{
    /// <summary>Behind the pipeline's own timeout, so that it is always that one which ends a request.</summary>
    internal static readonly TimeSpan Timeout = ResilienceDefaults.RequestTimeout * 2;

    /// <summary>A client of DynamoDB.</summary>
    public static IAmazonDynamoDB DynamoDb() => new AmazonDynamoDBClient(ForFunctions(new AmazonDynamoDBConfig()));

    /// <summary>A client of DynamoDB.</summary>
    /// <param name="credentials">Who calls.</param>
    /// <param name="config">Its endpoint and region, and what answers its requests where that is not HTTP; the rest is decided here.</param>
    public static AmazonDynamoDBClient DynamoDb(AWSCredentials credentials, AmazonDynamoDBConfig config) =>
        new AmazonDynamoDBClient(credentials, ForFunctions(config));

    /// <summary>A client of SQS.</summary>
    public static IAmazonSQS Sqs() => new AmazonSQSClient(ForFunctions(new AmazonSQSConfig()));

    /// <summary>A client of SQS.</summary>
    /// <param name="credentials">Who calls.</param>
    /// <param name="config">Its endpoint and region, and what answers its requests where that is not HTTP; the rest is decided here.</param>
    public static AmazonSQSClient Sqs(AWSCredentials credentials, AmazonSQSConfig config) => new AmazonSQSClient(credentials, ForFunctions(config));

    /// <summary>Turns off what the SDK would do by itself where <see cref="AwsPipelines"/> decides.</summary>
    public static TConfig Configure<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.MaxErrorRetry = 0;
        // Not among the above: requests whose connection was reset are by default made ten times more, at once.
        config.MaxStaleConnectionRetries = 0;
        config.ThrottleRetries = false;
        config.Timeout = Timeout;
        return config;
    }

    private static TConfig ForFunctions<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        Configure(config).HttpClientFactory ??= FunctionHttpClients.Instance;
        return config;
    }
}
