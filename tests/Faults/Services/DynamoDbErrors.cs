using System.Net;
using Amazon.DynamoDBv2;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Services;

/// <summary>How DynamoDB fails.</summary>
internal sealed class DynamoDbErrors : IServiceErrors
{
    public static readonly DynamoDbErrors Instance = new();

    public string Name => "DynamoDB";

    public static AmazonDynamoDBException Refusal(string code) => Error(code, HttpStatusCode.BadRequest);

    public Exception Outage(Dice dice) => dice.Below(3) switch
    {
        0 => Error("InternalServerError", HttpStatusCode.InternalServerError),
        1 => Error("ServiceUnavailable", HttpStatusCode.ServiceUnavailable),
        _ => new HttpRequestException("Connection refused"),
    };

    public Exception Throttled(Dice dice) => Error(
        dice.Below(2) == 0 ? "ThrottlingException" : "ProvisionedThroughputExceededException", HttpStatusCode.BadRequest);

    public Exception LostAnswer(Dice dice) => dice.Below(2) == 0
        ? new HttpRequestException("Connection reset")
        : Error("InternalServerError", HttpStatusCode.InternalServerError);

    private static AmazonDynamoDBException Error(string code, HttpStatusCode status) => new(code) { ErrorCode = code, StatusCode = status };
}
