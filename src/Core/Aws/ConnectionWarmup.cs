using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Orders.Aws;

/// <summary>
/// Opens a connection to each service while a function starts. Lambda gives that phase more CPU than an invocation gets, the roots are read and the
/// handshake is done before an order waits for it, and connections that are opened beside the first resume its TLS session.
/// </summary>
public static class ConnectionWarmup
{
    /// <summary>For how long a start waits for them, at most: a service that cannot be reached does not keep the function from starting.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Where a client's requests go.</summary>
    public static Uri EndpointOf(IAmazonDynamoDB dynamoDb) => new(dynamoDb.DetermineServiceOperationEndpoint(new BatchGetItemRequest()).URL);

    /// <summary>Where a client's requests go.</summary>
    public static Uri EndpointOf(IAmazonSQS sqs) => new(sqs.DetermineServiceOperationEndpoint(new SendMessageBatchRequest()).URL);

    /// <summary>
    /// Asks each service for <c>/ping</c>, unsigned: it costs nothing, needs no permission, and whatever the answer is, the connection stays.
    /// Failures are left to the first request, which has retries and a caller to tell.
    /// </summary>
    /// <param name="services">Where the services are.</param>
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
            // As promised above.
        }
    }
}
