using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Orders.Resilience;

namespace Orders.Aws;

/// <summary>
/// The functions' SDK clients: without the SDK's retries (<see cref="AwsPipelines"/> retries), and with the endpoints, region and credentials
/// that the SDK takes from the environment.
/// </summary>
public static class AwsClients
{
    /// <summary>The timeout of the functions' HTTP client.</summary>
    internal static readonly TimeSpan Timeout = TimeoutFor(ResilienceDefaults.RequestTimeout);

    /// <summary>Creates a DynamoDB client.</summary>
    public static IAmazonDynamoDB DynamoDb() => new AmazonDynamoDBClient(ForFunctions(new AmazonDynamoDBConfig()));

    /// <summary>Creates a DynamoDB client.</summary>
    /// <param name="credentials">The caller's credentials.</param>
    /// <param name="config">The endpoint, the region and, in tests, what answers requests; the rest is set here.</param>
    public static AmazonDynamoDBClient DynamoDb(AWSCredentials credentials, AmazonDynamoDBConfig config) =>
        new AmazonDynamoDBClient(credentials, ForFunctions(config));

    /// <summary>Creates an SQS client.</summary>
    public static IAmazonSQS Sqs() => new AmazonSQSClient(ForFunctions(new AmazonSQSConfig()));

    /// <summary>Creates an SQS client.</summary>
    /// <param name="credentials">The caller's credentials.</param>
    /// <param name="config">The endpoint, the region and, in tests, what answers requests; the rest is set here.</param>
    public static AmazonSQSClient Sqs(AWSCredentials credentials, AmazonSQSConfig config) => new AmazonSQSClient(credentials, ForFunctions(config));

    /// <summary>Turns off the SDK's retries and timeouts, because <see cref="AwsPipelines"/> has them.</summary>
    /// <param name="config">The client's settings.</param>
    /// <param name="requestTimeout">The pipeline's timeout of one request; null for <see cref="ResilienceDefaults.RequestTimeout"/>.</param>
    public static TConfig Configure<TConfig>(TConfig config, TimeSpan? requestTimeout = null)
        where TConfig : ClientConfig
    {
        config.MaxErrorRetry = 0;
        // A separate setting: by default the SDK retries a request ten times, at once, if its connection was reset.
        config.MaxStaleConnectionRetries = 0;
        config.ThrottleRetries = false;
        config.Timeout = TimeoutFor(requestTimeout ?? ResilienceDefaults.RequestTimeout);
        return config;
    }

    // Longer than the pipeline's own timeout, so that always the pipeline ends a request.
    private static TimeSpan TimeoutFor(TimeSpan requestTimeout) => requestTimeout * 2;

    private static TConfig ForFunctions<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        Configure(config).HttpClientFactory ??= FunctionHttpClients.Instance;
        return config;
    }
}
