using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Aws;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Orders.Resilience;
using Orders.Settings;
using Polly;

namespace Orders.Operations.Connections;

/// <summary>
/// How AWS, or an emulator, is reached. The SDK finds what is not set here in the environment and the profiles. The clients are virtual, so
/// that a test can run a whole command against services in memory.
/// </summary>
internal record Connection
{
    /// <summary>The timeout of one request of an operator's command. A person waits; a function's 2 s would count a slow answer as lost.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A profile of the shared configuration files.</summary>
    public string? Profile { get; init; }

    /// <summary>A region's code.</summary>
    public string? Region { get; init; }

    /// <summary>Credentials to use instead of those that the SDK finds.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>The endpoint of SQS.</summary>
    public Uri? Sqs { get; init; }

    /// <summary>The endpoint of DynamoDB and its streams.</summary>
    public Uri? DynamoDb { get; init; }

    /// <summary>The endpoint of Lambda.</summary>
    public Uri? Lambda { get; init; }

    /// <summary>The endpoint of CloudWatch.</summary>
    public Uri? CloudWatch { get; init; }

    /// <summary>The endpoint of S3.</summary>
    public Uri? S3 { get; init; }

    /// <summary>Checks the values that the SDK reads from the environment and from the profile.</summary>
    /// <param name="environment">Returns a variable's value; null or empty if it is not set.</param>
    /// <exception cref="CommandException">A variable, a profile's member or a file breaks its rule.</exception>
    public Connection Checked(Func<string, string?> environment)
    {
        bool IsUsed(string setting) => !(Region is not null && SdkSettings.IsRegion(setting)) && !(Lambda is not null && SdkSettings.IsEndpoint(setting));
        SdkSettings.Check(environment, IsUsed);
        if (Profile is null && environment(ProfileCheck.Variable) is not { Length: > 0 } && environment("AWS_DEFAULT_PROFILE") is { Length: > 0 })
        {
            throw new CommandException($"AWS_DEFAULT_PROFILE is not read: name the profile in {ProfileCheck.Variable}, or by --profile.") { ExitCode = ExitCodes.Usage };
        }

        var (source, profile) = Profile is not null ? ("--profile", Profile) : (ProfileCheck.Variable, ProfileCheck.NameIn(environment));
        ProfileCheck.OfEnvironment(environment).CheckNamed(source, profile, IsUsed);
        return this;
    }

    /// <summary>Creates the retry pipelines of an operator's calls.</summary>
    public static AwsPipelines NewPipelines(TimeProvider time) => new(time, SystemRandomness.NextDouble, RequestTimeout);

    /// <summary>Creates the retry pipeline of an operator's calls of another service than SQS and DynamoDB.</summary>
    public static ResiliencePipeline NewPipeline(TimeProvider time) => AwsPipelines.Build(time, SystemRandomness.NextDouble, RequestTimeout);

    /// <summary>Creates an SQS client without the SDK's retries.</summary>
    public virtual IAmazonSQS NewSqsClient() => Make(() =>
    {
        var config = Configure(new AmazonSQSConfig(), Sqs);
        return new AmazonSQSClient(Credentials ?? CheckedCredentials.Find(config, Profile), config).NoteFailures("SQS");
    });

    /// <summary>Creates a DynamoDB client without the SDK's retries.</summary>
    public virtual IAmazonDynamoDB NewDynamoDbClient() => Make(() =>
    {
        var config = Configure(new AmazonDynamoDBConfig(), DynamoDb);
        return new AmazonDynamoDBClient(Credentials ?? CheckedCredentials.Find(config, Profile), config).NoteFailures("DynamoDB");
    });

    /// <summary>Creates an S3 client without the SDK's retries.</summary>
    public virtual IAmazonS3 NewS3Client() => Make(() =>
    {
        var config = Configure(new AmazonS3Config(), S3);
        // A server that is not S3's has no host name for each bucket.
        config.ForcePathStyle = config.ServiceURL is not null;
        return new AmazonS3Client(Credentials ?? CheckedCredentials.Find(config, Profile), config);
    });

    /// <summary>Creates a client of DynamoDB Streams, with retries.</summary>
    public virtual AwsJsonClient NewStreamsClient() => NewClient(AwsService.DynamoDbStreams, DynamoDb);

    /// <summary>Creates a Lambda client, with retries.</summary>
    public virtual AwsJsonClient NewLambdaClient() => NewClient(AwsService.Lambda, Lambda);

    /// <summary>Creates a CloudWatch client, with retries.</summary>
    public virtual AwsJsonClient NewCloudWatchClient() => NewClient(AwsService.CloudWatch, CloudWatch);

    /// <summary>Returns the caller's ARN for the audit log; null for a pipeline on this machine, which has no STS, and if STS does not answer.</summary>
    public async Task<string?> FindCallerAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await CallerArnAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            // STS is not needed for the work itself.
            Progress.Say($"STS did not name the caller ({CallFailure.Name(exception)}): the audit log has the operator's name only.");
            return null;
        }
    }

    /// <summary>Describes where these clients look for resources: account and region on AWS, else region and endpoint.</summary>
    public virtual async Task<string> AskedPlaceAsync(CancellationToken cancellationToken)
    {
        var config = Make(() => Configure(new AmazonSQSConfig(), Sqs));
        var region = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion;
        if (config.ServiceURL is { } url)
        {
            return $"{region} at {url.TrimEnd('/')}";
        }

        try
        {
            return await CallerArnAsync(cancellationToken) is { } arn && arn.Split(':') is [_, _, _, _, { Length: > 0 } account, ..] ? $"{new AwsPlace(account, region)}" : region;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            // The failure that is being described matters more than its account.
            return region;
        }
    }

    /// <summary>Returns the caller's ARN; null for a pipeline on this machine.</summary>
    protected virtual async Task<string?> CallerArnAsync(CancellationToken cancellationToken)
    {
        var config = Make(() => Configure(new AmazonSecurityTokenServiceConfig(), Lambda));
        if (config.ServiceURL is null && Uri.TryCreate(Make(() => Configure(new AmazonSQSConfig(), Sqs)).ServiceURL, UriKind.Absolute, out var sqs) && sqs.IsLoopback)
        {
            return null;
        }

        using var sts = Make(() => new AmazonSecurityTokenServiceClient(Credentials ?? CheckedCredentials.Find(config, Profile), config));
        return (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken)).Arn;
    }

    /// <summary>Returns the URL of a queue.</summary>
    /// <exception cref="CommandException">The queue does not exist, or SQS cannot be called.</exception>
    public async Task<string> UrlOfAsync(IAmazonSQS sqs, string queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await sqs.GetQueueUrlAsync(queue, cancellationToken)).QueueUrl;
        }
        catch (QueueDoesNotExistException exception)
        {
            throw new CommandException($"The queue {queue} does not exist in {await AskedPlaceAsync(cancellationToken)}. Check --profile, --region, --prefix and --endpoint.", exception);
        }
    }

    private AwsJsonClient NewClient(AwsService service, Uri? endpoint) => Make(() =>
    {
        var config = Configure(new AwsServiceConfig(service), endpoint);
        config.Validate();
        return new AwsJsonClient(
            new AwsJsonEndpoint(config.Endpoint, service.SigningName, config.Region) { Name = service.Id },
            Credentials ?? CheckedCredentials.Find(config, Profile),
            NewPipeline(TimeProvider.System),
            TimeProvider.System);
    });

    private static T Make<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        // The SDK reads the caller's environment and files, and checks few values. Texts of other exceptions may contain such a value.
        catch (Exception exception) when (exception is AmazonClientException or ArgumentException or FormatException or IOException or InvalidDataException or UnauthorizedAccessException or TypeInitializationException)
        {
            var cause = exception.GetBaseException();
            throw new CommandException($"AWS cannot be called: {(cause is AmazonClientException ? cause.Message : $"the SDK cannot use its variables and files ({cause.GetType().Name}).")}", exception);
        }
    }

    private TConfig Configure<TConfig>(TConfig config, Uri? endpoint)
        where TConfig : ClientConfig
    {
        AwsClients.Configure(config, RequestTimeout);
        if (Profile is not null)
        {
            config.Profile = new Profile(Profile);
        }

        // Read before a region is set, because setting one makes the SDK drop a configured endpoint.
        var url = endpoint?.AbsoluteUri ?? config.ServiceURL;
        var region = Region ?? RegionOf(Profile) ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? RegionOf(Variable(ProfileCheck.Variable))
            // The SDK goes on to the default profile and the machine's metadata, which are not those of a profile that is named.
            ?? (Profile is null && Variable(ProfileCheck.Variable) is null ? config.RegionEndpoint?.SystemName : null)
            ?? throw new CommandException("The region must be given by --region, AWS_REGION, AWS_DEFAULT_REGION or the profile's member region.") { ExitCode = ExitCodes.Usage };
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (url is not null)
        {
            config.ServiceURL = url;
            config.AuthenticationRegion = region;
        }

        return config;
    }

    private static string? RegionOf(string? profile) =>
        profile is not null && new CredentialProfileStoreChain().TryGetProfile(profile, out var found) ? found.Region?.SystemName : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
