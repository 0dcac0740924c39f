using Amazon.Runtime;
using Orders.Local.Resources;
using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Tests.Unit.Cli;

/// <summary>A service that cannot be reached is named with its endpoint and the cause, whichever client called it.</summary>
public sealed class CalledEndpointTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    private static readonly Connection Connection = new()
    {
        Region = "ap-south-1",
        Credentials = new BasicAWSCredentials("id", "secret"),
        Sqs = Nowhere,
        DynamoDb = Nowhere,
        Lambda = Nowhere,
        CloudWatch = Nowhere,
    };

    private static readonly LocalEndpoints Local = new(Nowhere, Nowhere, "ap-south-1", "id", "secret");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task SQS_is_named() => IsNamedAsync("SQS", async () => await Connection.NewSqsClient().GetQueueUrlAsync("orders", Token));

    [Fact]
    public Task DynamoDB_is_named() => IsNamedAsync("DynamoDB", async () => await Connection.NewDynamoDbClient().DescribeTableAsync("orders", Token));

    [Fact]
    public Task Lambda_is_named() => IsNamedAsync("Lambda", () => Connection.NewLambdaClient().GetAsync("x", static _ => 0, Token));

    [Fact]
    public Task CloudWatch_is_named() => IsNamedAsync("CloudWatch", () => Connection.NewCloudWatchClient().CallAsync("x", default, static _ => 0, Token));

    [Fact]
    public Task The_streams_are_named() => IsNamedAsync("DynamoDB Streams", () => Connection.NewStreamsClient().CallAsync("x", default, static _ => 0, Token));

    [Fact]
    public Task The_local_pipelines_SQS_is_named() => IsNamedAsync("SQS", async () => await Local.NewSqsClient().ListQueuesAsync("", Token));

    [Fact]
    public Task The_local_pipelines_DynamoDB_is_named() => IsNamedAsync("DynamoDB", async () => await Local.NewDynamoDbClient().ListTablesAsync(Token));

    private static async Task IsNamedAsync(string service, Func<Task> call) => Assert.Equal(
        new Failure(ExitCodes.CannotRun, $"{service} at http://127.0.0.1:1 could not be called: Connection refused (127.0.0.1:1)"),
        Failure.Of(await Assert.ThrowsAnyAsync<Exception>(call)));
}
