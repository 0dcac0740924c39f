using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Orders.Aws;

/// <summary>
/// Opens a connection to each service while a function starts. In that phase Lambda gives more CPU than in an invocation; the root
/// certificates are read and the handshake is done before an order waits for it, and later connections resume its TLS session.
/// </summary>
public static class ConnectionWarmup
{
    /// <summary>The maximum time that a start waits for the connections: a service that cannot be reached does not prevent the start.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Returns a client's endpoint.</summary>
    public static Uri EndpointOf(IAmazonDynamoDB dynamoDb) => new(dynamoDb.DetermineServiceOperationEndpoint(new BatchGetItemRequest()).URL);

    /// <summary>Returns a client's endpoint.</summary>
    public static Uri EndpointOf(IAmazonSQS sqs) => new(sqs.DetermineServiceOperationEndpoint(new SendMessageBatchRequest()).URL);

    /// <summary>
    /// Sends each service an unsigned request for <c>/ping</c>: it costs nothing and needs no permission, and the connection stays open whatever
    /// the answer is. Failures are left to the first request, which is retried and has a caller.
    /// </summary>
    /// <param name="services">The services' endpoints.</param>
    public static async Task OpenAsync(params IReadOnlyList<Uri> services)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await Task.WhenAll(services.Select(service => OpenAsync(service, limit.Token)));
    }

    private static async Task OpenAsync(Uri service, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await FunctionHttpClients.Instance.Client.GetAsync(new Uri(service, "/ping"), cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // Left to the first request: see the summary.
        }
    }
}
