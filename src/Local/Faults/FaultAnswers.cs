using System.Text;
using Orders.Local.Proxies;

namespace Orders.Local.Faults;

/// <summary>Errors as the services send them (JSON protocol 1.0: the error's name is in <c>__type</c>).</summary>
public static class FaultAnswers
{
    const int BadRequest = 400;

    static readonly string[] DynamoDbThrottling =
    [
        "com.amazon.coral.availability#ThrottlingException",
        "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
        "com.amazonaws.dynamodb.v20120810#RequestLimitExceeded",
    ];

    /// <summary>Returns a 500: the service failed.</summary>
    /// <param name="service">The service for which the call is signed: <c>sqs</c> or <c>dynamodb</c>.</param>
    public static ServiceAnswer InternalError(string service) => service == "sqs"
        ? Error(500, "com.amazonaws.sqs#InternalError", "InternalError;Receiver")
        : Error(500, "com.amazonaws.dynamodb.v20120810#InternalServerError");

    /// <summary>Returns a 503 of a load balancer, which is not in the service's protocol.</summary>
    public static ServiceAnswer Unavailable() =>
        new(503, "<html><body><b>Http/1.1 Service Unavailable</b></body></html>"u8.ToArray()) { ContentType = "text/html" };

    /// <summary>Returns a 400: throttling, by one of the service's names for it.</summary>
    /// <param name="service">The service for which the call is signed.</param>
    /// <param name="random">Chooses the name.</param>
    public static ServiceAnswer Throttled(string service, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return service == "sqs"
            ? Error(BadRequest, "com.amazonaws.sqs#RequestThrottled", "RequestThrottled;Sender")
            : Error(BadRequest, DynamoDbThrottling[random.Next(DynamoDbThrottling.Length)]);
    }

    /// <summary>Returns a 400: SQS has no queue of that name.</summary>
    public static ServiceAnswer QueueDoesNotExist() =>
        Error(BadRequest, "com.amazonaws.sqs#QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue;Sender");

    // For clients of its older protocol, SQS adds the error's name in that protocol.
    static ServiceAnswer Error(int status, string type, string? queryError = null) =>
        new(status, Encoding.UTF8.GetBytes($$"""{"__type":"{{type}}","message":"injected"}"""))
        {
            Headers = queryError is null ? [] : [new("x-amzn-query-error", queryError)],
        };
}
