using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Streams;
using Polly;

namespace Orders.Local.Resources;

/// <summary>The endpoints of SQS and DynamoDB, and the credentials for them.</summary>
/// <param name="Sqs">The SQS endpoint.</param>
/// <param name="DynamoDb">The endpoint of DynamoDB and its streams.</param>
/// <param name="Region">The region for which requests are signed.</param>
/// <param name="AccessKey">The access key; emulators accept any.</param>
/// <param name="SecretKey">The secret key; emulators accept any.</param>
/// <param name="SessionToken">The session token of temporary credentials; null for none.</param>
public sealed record LocalEndpoints(Uri Sqs, Uri DynamoDb, string Region, string AccessKey, string SecretKey, string? SessionToken = null)
{
    /// <summary>The account that emulators use.</summary>
    public const string AccountId = "000000000000";

    /// <summary>Returns the environment variables with which an AWS client reaches these endpoints.</summary>
    public IReadOnlyDictionary<string, string> ClientEnvironment()
    {
        var environment = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_SQS"] = Sqs.AbsoluteUri,
            ["AWS_ENDPOINT_URL_DYNAMODB"] = DynamoDb.AbsoluteUri,
            ["AWS_ENDPOINT_URL_DYNAMODB_STREAMS"] = DynamoDb.AbsoluteUri,
            ["AWS_REGION"] = Region,
            ["AWS_DEFAULT_REGION"] = Region,
            ["AWS_ACCESS_KEY_ID"] = AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = SecretKey,
        };
        if (SessionToken is not null)
        {
            environment["AWS_SESSION_TOKEN"] = SessionToken;
        }

        return environment;
    }

    /// <summary>Creates an SQS client.</summary>
    public AmazonSQSClient NewSqsClient() =>
        new AmazonSQSClient(Credentials(), new AmazonSQSConfig { ServiceURL = Sqs.AbsoluteUri, AuthenticationRegion = Region }).NoteFailures("SQS");

    /// <summary>Creates an S3 client. Only the SQS emulator has S3 too.</summary>
    public AmazonS3Client NewS3Client() =>
        new AmazonS3Client(Credentials(), new AmazonS3Config { ServiceURL = Sqs.AbsoluteUri, AuthenticationRegion = Region, ForcePathStyle = true });

    /// <summary>Creates a DynamoDB client.</summary>
    public AmazonDynamoDBClient NewDynamoDbClient() =>
        new AmazonDynamoDBClient(Credentials(), new AmazonDynamoDBConfig { ServiceURL = DynamoDb.AbsoluteUri, AuthenticationRegion = Region }).NoteFailures("DynamoDB");

    /// <summary>Creates a reader of a table's stream. The mapping retries, so the client does not.</summary>
    public DynamoDbStream NewStream(string streamArn, TimeProvider time) => new(
        new AwsJsonClient(new AwsJsonEndpoint(DynamoDb, "dynamodb", Region), Credentials(), ResiliencePipeline.Empty, time), streamArn);

    /// <summary>Returns the services' endpoints; a record's default text would include the secret key.</summary>
    public override string ToString() => $"SQS {Sqs}, DynamoDB {DynamoDb}, region {Region}";

    /// <summary>Returns the credentials for the SDK.</summary>
    public AWSCredentials Credentials() => SessionToken is null
        ? new BasicAWSCredentials(AccessKey, SecretKey)
        : new SessionAWSCredentials(AccessKey, SecretKey, SessionToken);
}
