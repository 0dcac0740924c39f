using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Settings;

namespace Orders.Cli.Aws;

/// <summary>How AWS, or what stands in for it, is reached. What is not given is left to the SDK: its environment, its profiles.</summary>
internal sealed record Connection
{
    /// <summary>A profile of the shared configuration files.</summary>
    public string? Profile { get; init; }

    /// <summary>A region's code.</summary>
    public string? Region { get; init; }

    /// <summary>Where SQS is.</summary>
    public Uri? Sqs { get; init; }

    /// <summary>Where DynamoDB is.</summary>
    public Uri? DynamoDb { get; init; }

    /// <summary>A client of SQS, without retries of its own.</summary>
    public IAmazonSQS NewSqsClient() => Make(() => new AmazonSQSClient(Configure(new AmazonSQSConfig(), Sqs)));

    /// <summary>A client of DynamoDB, without retries of its own.</summary>
    public IAmazonDynamoDB NewDynamoDbClient() => Make(() => new AmazonDynamoDBClient(Configure(new AmazonDynamoDBConfig(), DynamoDb)));

    /// <summary>The URL of a queue.</summary>
    /// <exception cref="CommandException">There is no such queue, or it cannot be asked for.</exception>
    public static async Task<string> UrlOfAsync(IAmazonSQS sqs, string queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await sqs.GetQueueUrlAsync(queue, cancellationToken)).QueueUrl;
        }
        catch (QueueDoesNotExistException exception)
        {
            throw new CommandException($"There is no queue {queue} there: check --region, --prefix and --endpoint.", exception);
        }
    }

    private static T Make<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (AmazonClientException exception)
        {
            throw new CommandException($"AWS cannot be called: {exception.Message}", exception);
        }
    }

    private TConfig Configure<TConfig>(TConfig config, Uri? endpoint)
        where TConfig : ClientConfig
    {
        AwsClients.Configure(config);
        if (Profile is not null)
        {
            config.Profile = new Profile(Profile);
        }

        if (Region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        }

        if (endpoint is not null)
        {
            var region = config.RegionEndpoint?.SystemName;
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region;
        }

        return config;
    }
}
