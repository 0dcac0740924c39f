using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Orders.Operations.Connections;
using Polly;

namespace Orders.Tests.Faults.Fuzzing.Operators.Services;

/// <summary>The way to services in memory.</summary>
internal sealed record OperatorConnection : Connection
{
    private static readonly AwsJsonEndpoint Nowhere = new(new Uri("http://127.0.0.1:1/"), "service", "eu-west-1");

    public OperatorQueues Queues { get; } = new();

    public OperatorTable Table { get; } = new();

    public OperatorApis Apis { get; } = new();

    /// <summary>Whether the real clients are made, too, and thrown away: options and environment are read then.</summary>
    public StrongBox<bool> ReadsOptions { get; } = new();

    public override IAmazonSQS NewSqsClient()
    {
        if (ReadsOptions.Value)
        {
            base.NewSqsClient().Dispose();
        }

        return Queues;
    }

    public override IAmazonDynamoDB NewDynamoDbClient()
    {
        if (ReadsOptions.Value)
        {
            base.NewDynamoDbClient().Dispose();
        }

        return Table;
    }

    public override AwsJsonClient NewStreamsClient()
    {
        if (ReadsOptions.Value)
        {
            base.NewStreamsClient().Dispose();
        }

        return NewClient();
    }

    public override AwsJsonClient NewCloudWatchClient()
    {
        if (ReadsOptions.Value)
        {
            base.NewCloudWatchClient().Dispose();
        }

        return NewClient();
    }

    public override AwsJsonClient NewLambdaClient()
    {
        if (ReadsOptions.Value)
        {
            base.NewLambdaClient().Dispose();
        }

        return NewClient();
    }

    public override Task<string> AskedPlaceAsync(CancellationToken cancellationToken) => Task.FromResult(Nowhere.Region);

    protected override Task<string?> CallerArnAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    private AwsJsonClient NewClient() => new(Nowhere, new BasicAWSCredentials("id", "secret"), ResiliencePipeline.Empty, TimeProvider.System, Apis);
}
