using System.Net;
using System.Net.Http.Headers;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Orders.Aws;
using Orders.Benchmarks.Functions.Stubs;
using Orders.Settings;

namespace Orders.Benchmarks.Micro.Support;

/// <summary>The functions' AWS clients, whose requests are answered where HTTP would begin.</summary>
internal sealed class CannedAws : HttpClientFactory
{
    private static readonly CannedAws Instance = new();
    private static readonly BasicAWSCredentials Nobody = new("id", "secret");

    private static readonly HttpClient Client = new(new Answers());

    public static IAmazonDynamoDB DynamoDb() =>
        AwsClients.DynamoDb(Nobody, new AmazonDynamoDBConfig { ServiceURL = "http://dynamodb.localhost", AuthenticationRegion = "eu-central-1", HttpClientFactory = Instance });

    public static IAmazonSQS Sqs() =>
        AwsClients.Sqs(Nobody, new AmazonSQSConfig { ServiceURL = "http://sqs.localhost", AuthenticationRegion = "eu-central-1", HttpClientFactory = Instance });

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => Client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    private sealed class Answers : HttpMessageHandler
    {
        private static readonly MediaTypeHeaderValue Json = new("application/x-amz-json-1.0");

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            var (answer, checksum) = AwsAnswers.To(string.Concat(request.Headers.GetValues("X-Amz-Target")), body);
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(answer), RequestMessage = request };
            response.Content.Headers.ContentType = Json;
            response.Headers.TryAddWithoutValidation("x-amzn-RequestId", "0I1QKBRVBGNUMBTHPJLUPCFNHJVV4KQNSO5AEMVJF66Q9ASUAAJG");
            if (checksum is { } crc)
            {
                response.Headers.TryAddWithoutValidation("x-amz-crc32", crc.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            return response;
        }
    }
}
