using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Aws;
using Orders.Operations.Failures;
using Orders.Resilience;
using Orders.Settings;

namespace Orders.Operations.Connections;

/// <summary>
/// How AWS, or an emulator of it, is reached. The SDK finds what is not given in its environment and profiles. The clients are virtual, so
/// that a test runs a whole command against services in memory.
/// </summary>
internal record Connection
{
    /// <summary>A profile of the shared configuration files.</summary>
    public string? Profile { get; init; }

    /// <summary>A region's code.</summary>
    public string? Region { get; init; }

    /// <summary>Credentials, in place of those that the SDK finds.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>Where SQS is.</summary>
    public Uri? Sqs { get; init; }

    /// <summary>Where DynamoDB is, with its streams.</summary>
    public Uri? DynamoDb { get; init; }

    /// <summary>Where Lambda is.</summary>
    public Uri? Lambda { get; init; }

    /// <summary>Where CloudWatch is.</summary>
    public Uri? CloudWatch { get; init; }

    /// <summary>Checks what the SDK reads from the environment and from the profile.</summary>
    /// <param name="environment">A variable's value; null or empty if it is not set.</param>
    /// <exception cref="CommandException">A variable, a member of the profile or a file breaks its rule.</exception>
    public Connection Checked(Func<string, string?> environment)
    {
        bool IsUsed(string setting) => !(Region is not null && SdkSettings.IsRegion(setting)) && !(Lambda is not null && SdkSettings.IsEndpoint(setting));
        SdkSettings.Check(environment, IsUsed);
        var (source, profile) = Profile is not null ? ("--profile", Profile) : (ProfileCheck.Variable, ProfileCheck.NameIn(environment));
        ProfileCheck.OfEnvironment(environment).CheckNamed(source, profile, IsUsed);
        return this;
    }

    /// <summary>A client of SQS, without retries of its own.</summary>
    public virtual IAmazonSQS NewSqsClient() => Make(() =>
    {
        var config = Configure(new AmazonSQSConfig(), Sqs);
        return new AmazonSQSClient(Credentials ?? CheckedCredentials.Find(config, Profile), config).NoteFailures("SQS");
    });

    /// <summary>A client of DynamoDB, without retries of its own.</summary>
    public virtual IAmazonDynamoDB NewDynamoDbClient() => Make(() =>
    {
        var config = Configure(new AmazonDynamoDBConfig(), DynamoDb);
        return new AmazonDynamoDBClient(Credentials ?? CheckedCredentials.Find(config, Profile), config).NoteFailures("DynamoDB");
    });

    /// <summary>A client of DynamoDB's streams, with retries.</summary>
    public virtual AwsJsonClient NewStreamsClient() => NewClient(AwsService.DynamoDbStreams, DynamoDb);

    /// <summary>A client of Lambda, with retries.</summary>
    public virtual AwsJsonClient NewLambdaClient() => NewClient(AwsService.Lambda, Lambda);

    /// <summary>A client of CloudWatch, with retries.</summary>
    public virtual AwsJsonClient NewCloudWatchClient() => NewClient(AwsService.CloudWatch, CloudWatch);

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

    private AwsJsonClient NewClient(AwsService service, Uri? endpoint) => Make(() =>
    {
        var config = Configure(new AwsServiceConfig(service), endpoint);
        config.Validate();
        return new AwsJsonClient(
            new AwsJsonEndpoint(config.Endpoint, service.SigningName, config.Region) { Name = service.Id },
            Credentials ?? CheckedCredentials.Find(config, Profile),
            AwsPipelines.Build(TimeProvider.System, SystemRandomness.NextDouble),
            TimeProvider.System);
    });

    private static T Make<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        // The SDK reads the caller's environment and files, and checks few of their values. The texts of other exceptions may have such a value.
        catch (Exception exception) when (exception is AmazonClientException or ArgumentException or FormatException or IOException or InvalidDataException or UnauthorizedAccessException or TypeInitializationException)
        {
            var cause = exception.GetBaseException();
            throw new CommandException($"AWS cannot be called: {(cause is AmazonClientException ? cause.Message : $"the SDK cannot use its variables and files ({cause.GetType().Name}).")}", exception);
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

        // Before a region is set, which makes the SDK forget where it was told that the service is.
        var url = endpoint?.AbsoluteUri ?? config.ServiceURL;
        if ((Region ?? ProfilesRegion() ?? config.RegionEndpoint?.SystemName) is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else if (url is null)
        {
            throw new CommandException("The region must be given by --region, AWS_REGION or the profile's member region.") { ExitCode = ExitCodes.Usage };
        }

        if (url is not null)
        {
            var signedFor = config.RegionEndpoint?.SystemName;
            config.ServiceURL = url;
            config.AuthenticationRegion = signedFor;
        }

        return config;
    }

    // Where the endpoint is a profile's, too, the SDK itself would sign for another region than the profile's.
    private string? ProfilesRegion() =>
        Profile is not null && new CredentialProfileStoreChain().TryGetProfile(Profile, out var profile) ? profile.Region?.SystemName : null;
}
