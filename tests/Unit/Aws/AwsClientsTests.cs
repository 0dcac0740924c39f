using System.Collections.Concurrent;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS;
using Microsoft.AspNetCore.Http;
using Orders.Aws;
using Orders.Operations.Http;
using Orders.Settings;

namespace Orders.Tests.Unit.Aws;

/// <summary>What the functions' clients send, and how they read the answers.</summary>
public sealed class AwsClientsTests
{
    private static readonly BasicAWSCredentials Nobody = new("id", "secret");

    [Fact]
    public async Task Every_request_is_signed_for_its_service_and_region_at_its_endpoint()
    {
        await using var service = await Service.StartAsync(200, "{}");
        using var dynamoDb = AwsClients.DynamoDb(Nobody, new AmazonDynamoDBConfig { ServiceURL = service.Url, AuthenticationRegion = "ap-south-1" });
        using var sqs = AwsClients.Sqs(Nobody, new AmazonSQSConfig { ServiceURL = service.Url, AuthenticationRegion = "ap-south-1" });
        for (var i = 0; i < 3; i++)
        {
            await dynamoDb.GetItemAsync(new GetItemRequest { TableName = "orders", Key = [] }, TestContext.Current.CancellationToken);
            await sqs.ChangeMessageVisibilityAsync($"{service.Url}/1/orders", "receipt", 0, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Enumerable.Repeat((string[])["dynamodb", "sqs"], 3).SelectMany(static names => names), service.Scopes.Select(static scope => scope[3]));
        Assert.All(service.Scopes, static scope => Assert.Equal(("id", "ap-south-1", "aws4_request"), (scope[0], scope[2], scope[4])));
    }

    [Fact]
    public async Task Credentials_that_change_are_used_from_the_next_request_on()
    {
        await using var service = await Service.StartAsync(200, "{}");
        var credentials = new ChangingCredentials();
        using var dynamoDb = AwsClients.DynamoDb(credentials, new AmazonDynamoDBConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-central-1" });
        foreach (var key in (string[])["first", "second", "third"])
        {
            credentials.AccessKey = key;
            await dynamoDb.GetItemAsync(new GetItemRequest { TableName = "orders", Key = [] }, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["first", "second", "third"], service.Scopes.Select(static scope => scope[0]));
        Assert.Equal(["token of first", "token of second", "token of third"], service.Tokens);
    }

    [Fact]
    public async Task Requests_side_by_side_share_what_is_resolved()
    {
        await using var service = await Service.StartAsync(200, "{}");
        using var dynamoDb = AwsClients.DynamoDb(Nobody, new AmazonDynamoDBConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-central-1" });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            dynamoDb.GetItemAsync(new GetItemRequest { TableName = "orders", Key = [] }, TestContext.Current.CancellationToken)));

        Assert.Equal(20, service.Scopes.Count(static scope => scope is ["id", _, "eu-central-1", "dynamodb", "aws4_request"]));
    }

    [Theory]
    [InlineData(400, "ProvisionedThroughputExceededException", typeof(ProvisionedThroughputExceededException))]
    [InlineData(400, "ResourceNotFoundException", typeof(ResourceNotFoundException))]
    [InlineData(500, "InternalServerError", typeof(InternalServerErrorException))]
    public async Task An_error_is_the_services_own_and_is_asked_for_once(int status, string code, Type exception)
    {
        await using var service = await Service.StartAsync(status, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"No."}""");
        using var dynamoDb = AwsClients.DynamoDb(Nobody, new AmazonDynamoDBConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-central-1" });
        var thrown = await Assert.ThrowsAsync(
            exception, () => dynamoDb.GetItemAsync(new GetItemRequest { TableName = "orders", Key = [] }, TestContext.Current.CancellationToken));

        Assert.Equal(code, ((AmazonServiceException)thrown).ErrorCode);
        Assert.Single(service.Scopes);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var service = await Service.StartAsync(307, "{}", "/elsewhere");
        using var dynamoDb = AwsClients.DynamoDb(Nobody, new AmazonDynamoDBConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-central-1" });
        await Assert.ThrowsAnyAsync<AmazonServiceException>(
            () => dynamoDb.GetItemAsync(new GetItemRequest { TableName = "orders", Key = [] }, TestContext.Current.CancellationToken));

        Assert.Single(service.Scopes);
    }

    private sealed class ChangingCredentials : AWSCredentials
    {
        public string AccessKey { get; set; } = "";

        public override ImmutableCredentials GetCredentials() => new(AccessKey, "secret", $"token of {AccessKey}");
    }

    private sealed class Service(LoopbackServer server, ConcurrentQueue<string[]> scopes, ConcurrentQueue<string> tokens) : IAsyncDisposable
    {
        public string Url => server.Uri.AbsoluteUri.TrimEnd('/');

        /// <summary>Each request's credential scope: key, day, region, service, version.</summary>
        public IReadOnlyCollection<string[]> Scopes => scopes;

        public IReadOnlyCollection<string> Tokens => tokens;

        public static async Task<Service> StartAsync(int status, string answer, string? location = null)
        {
            var scopes = new ConcurrentQueue<string[]>();
            var tokens = new ConcurrentQueue<string>();
            var server = await LoopbackServer.StartAsync([0], 1 << 20, async context =>
            {
                var authorization = context.Request.Headers.Authorization.ToString();
                scopes.Enqueue(authorization.Split("Credential=")[1].Split(',')[0].Split('/'));
                tokens.Enqueue(context.Request.Headers["X-Amz-Security-Token"].ToString());
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/x-amz-json-1.0";
                if (location is not null)
                {
                    context.Response.Headers.Location = location;
                }

                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer), context.RequestAborted);
            });
            return new Service(server, scopes, tokens);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
