using Amazon.Runtime;
using Orders.Operations.Connections;
using Orders.Resilience;
using Orders.Tests.Unit.Support;
using Polly.Timeout;

namespace Orders.Tests.Unit.Cli;

public sealed class OperatorTimeoutTests
{
    [Fact]
    public async Task A_persons_request_may_take_ten_seconds()
    {
        var time = new InstantTime(Given.Now);

        await Assert.ThrowsAsync<TimeoutRejectedException>(async () => await Connection.NewPipelines(time).Sqs.ExecuteAsync(
            async token =>
            {
                var hangs = Task.Delay(Timeout.InfiniteTimeSpan, token);
                time.Advance(TimeSpan.FromSeconds(9.9));
                Assert.False(token.IsCancellationRequested);
                time.Advance(TimeSpan.FromSeconds(0.2));
                await hangs;
            },
            Given.Token));
    }

    [Fact]
    public void The_SDK_does_not_end_a_request_before_the_pipeline_does()
    {
        var connection = new Connection { Region = "ap-south-1", Credentials = new BasicAWSCredentials("id", "secret") };
        using var sqs = connection.NewSqsClient();
        using var dynamoDb = connection.NewDynamoDbClient();

        Assert.All([sqs.Config, dynamoDb.Config], static config => Assert.InRange(config.Timeout!.Value, Connection.RequestTimeout * 1.5, Connection.RequestTimeout * 3));
    }
}
