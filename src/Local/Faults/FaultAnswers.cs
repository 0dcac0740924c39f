using System.Text;
using Orders.Local.Proxies;

namespace Orders.Local.Faults;

/// <summary>Errors as the services put them on the wire (JSON protocol 1.0: the error's name in <c>__type</c>).</summary>
public static class FaultAnswers
{
    const int BadRequest = 400;

    static readonly string[] DynamoDbThrottling =
    [
        "com.amazon.coral.availability#ThrottlingException",
        "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
        "com.amazonaws.dynamodb.v20120810#RequestLimitExceeded",
    ];

    /// <summary>500: the service failed.</summary>
    /// <param name="service">The service that the call is signed for: <c>sqs</c> or <c>dynamodb</c>.</param>
    public static ServiceAnswer InternalError(string service) => service == "sqs"
        ? Error(500, "com.amazonaws.sqs#InternalError", "InternalError;Receiver")
        : Error(500, "com.amazonaws.dynamodb.v20120810#InternalServerError");

    /// <summary>503 of a load balancer, which speaks no protocol of the service's.</summary>
    public static ServiceAnswer Unavailable() =>
        new(503, "<html><body><b>Http/1.1 Service Unavailable</b></body></html>"u8.ToArray()) { ContentType = "text/html" };

    /// <summary>400: the service asks for fewer requests, by one of the names that it has for that.</summary>
    /// <param name="service">The service that the call is signed for.</param>
    /// <param name="random">Chooses the name.</param>
    public static ServiceAnswer Throttled(string service, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return service == "sqs"
            ? Error(BadRequest, "com.amazonaws.sqs#RequestThrottled", "RequestThrottled;Sender")
            : Error(BadRequest, DynamoDbThrottling[random.Next(DynamoDbThrottling.Length)]);
    }

    /// <summary>400: SQS has no queue of that name.</summary>
    public static ServiceAnswer QueueDoesNotExist() =>
        Error(BadRequest, "com.amazonaws.sqs#QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue;Sender");

    // SQS adds, for clients of its older protocol, the name that the error has there.
    static ServiceAnswer Error(int status, string type, string? queryError = null) =>
        new(status, Encoding.UTF8.GetBytes($$"""{"__type":"{{type}}","message":"injected"}"""))
        {
            Headers = queryError is null ? [] : [new("x-amzn-query-error", queryError)],
        };
}
