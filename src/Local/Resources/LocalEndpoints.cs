using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Operations.Streams;
using Polly;

namespace Orders.Local.Resources;

/// <summary>Where SQS and DynamoDB are, and with which credentials they are called.</summary>
/// <param name="Sqs">The SQS endpoint.</param>
/// <param name="DynamoDb">The endpoint of DynamoDB and its streams.</param>
/// <param name="Region">The region that requests are signed for.</param>
/// <param name="AccessKey">The access key; emulators take any.</param>
/// <param name="SecretKey">The secret key; emulators take any.</param>
/// <param name="SessionToken">The session token of temporary credentials, where there is one.</param>
public sealed record LocalEndpoints(Uri Sqs, Uri DynamoDb, string Region, string AccessKey, string SecretKey, string? SessionToken = null)
{
    /// <summary>The account that emulators use.</summary>
    public const string AccountId = "000000000000";

    /// <summary>What a client of AWS reads from its environment to reach these.</summary>
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

    /// <summary>A new SQS client.</summary>
    public AmazonSQSClient NewSqsClient() =>
        new AmazonSQSClient(Credentials(), new AmazonSQSConfig { ServiceURL = Sqs.AbsoluteUri, AuthenticationRegion = Region }).NoteFailures("SQS");

    /// <summary>A new DynamoDB client.</summary>
    public AmazonDynamoDBClient NewDynamoDbClient() =>
        new AmazonDynamoDBClient(Credentials(), new AmazonDynamoDBConfig { ServiceURL = DynamoDb.AbsoluteUri, AuthenticationRegion = Region }).NoteFailures("DynamoDB");

    /// <summary>A table's stream. Its reader tries again: the client does not.</summary>
    public DynamoDbStream NewStream(string streamArn, TimeProvider time) => new(
        new AwsJsonClient(new AwsJsonEndpoint(DynamoDb, "dynamodb", Region), Credentials(), ResiliencePipeline.Empty, time), streamArn);

    /// <summary>Returns the services' addresses; a record's own text would have the secret key.</summary>
    public override string ToString() => $"SQS {Sqs}, DynamoDB {DynamoDb}, region {Region}";

    /// <summary>The credentials as the SDK has them.</summary>
    public AWSCredentials Credentials() => SessionToken is null
        ? new BasicAWSCredentials(AccessKey, SecretKey)
        : new SessionAWSCredentials(AccessKey, SecretKey, SessionToken);
}
