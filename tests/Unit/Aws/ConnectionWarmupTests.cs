using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS;
using Orders.Aws;
using Orders.Operations.Http;
using Orders.Settings;

namespace Orders.Tests.Unit.Aws;

/// <summary>A function that starts has its connections before the first order comes, or starts without them.</summary>
public sealed class ConnectionWarmupTests
{
    private static readonly BasicAWSCredentials Nobody = new("id", "secret");

    [Fact]
    public async Task The_first_request_of_a_client_goes_over_the_connection_that_was_opened()
    {
        var requests = new ConcurrentQueue<(string Method, string Path, string Authorization, string Connection)>();
        await using var server = await LoopbackServer.StartAsync([0], 1 << 20, async context =>
        {
            requests.Enqueue((context.Request.Method, context.Request.Path, context.Request.Headers.Authorization.ToString(), context.Connection.Id));
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("{}"), context.RequestAborted);
        });
        using var dynamoDb = AwsClients.DynamoDb(
            Nobody, new AmazonDynamoDBConfig { ServiceURL = server.Uri.AbsoluteUri, AuthenticationRegion = "ap-south-1" });
        await ConnectionWarmup.OpenAsync(ConnectionWarmup.EndpointOf(dynamoDb));
        await dynamoDb.GetItemAsync(new GetItemRequest { TableName = "orders", Key = [] }, TestContext.Current.CancellationToken);

        var (first, second) = (requests.First(), requests.Last());
        Assert.Equal(2, requests.Count);
        Assert.Equal(("GET", "/ping", ""), (first.Method, first.Path, first.Authorization));
        Assert.Equal(("POST", first.Connection), (second.Method, second.Connection));
    }

    [Fact]
    public void Each_service_is_asked_where_its_client_sends_to()
    {
        using var dynamoDb = AwsClients.DynamoDb(Nobody, new AmazonDynamoDBConfig { RegionEndpoint = Amazon.RegionEndpoint.APSouth1 });
        using var sqs = AwsClients.Sqs(Nobody, new AmazonSQSConfig { RegionEndpoint = Amazon.RegionEndpoint.CNNorth1 });

        Assert.Equal("https://dynamodb.ap-south-1.amazonaws.com/", ConnectionWarmup.EndpointOf(dynamoDb).AbsoluteUri);
        Assert.Equal("https://sqs.cn-north-1.amazonaws.com.cn/", ConnectionWarmup.EndpointOf(sqs).AbsoluteUri);
    }

    [Fact]
    public async Task A_service_that_is_away_or_silent_does_not_keep_the_function_from_starting()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var away = new TcpListener(IPAddress.Loopback, 0);
        away.Start();
        var closed = UriOf(away);
        away.Stop();

        await ConnectionWarmup.OpenAsync(UriOf(silent), closed).WaitAsync(ConnectionWarmup.Limit * 30, TestContext.Current.CancellationToken);
    }

    private static Uri UriOf(TcpListener listener) => new($"http://{listener.LocalEndpoint}");
}
