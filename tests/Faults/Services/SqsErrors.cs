using System.Net;
using Amazon.SQS;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Services;

/// <summary>How SQS fails.</summary>
internal sealed class SqsErrors : IServiceErrors
{
    public static readonly SqsErrors Instance = new();

    public string Name => "SQS";

    public const string Unavailable = "ServiceUnavailable";

    public static AmazonSQSException Of(string code) => code == Unavailable ? Error(code, HttpStatusCode.ServiceUnavailable) : Refusal(code);

    public static AmazonSQSException Refusal(string code) => Error(code, HttpStatusCode.BadRequest);

    public Exception Outage(Dice dice) => dice.Below(3) switch
    {
        0 => Error("InternalFailure", HttpStatusCode.InternalServerError),
        1 => Of(Unavailable),
        _ => new HttpRequestException("Connection refused"),
    };

    public Exception Throttled(Dice dice) => Error("RequestThrottled", HttpStatusCode.Forbidden);

    public Exception LostAnswer(Dice dice) => dice.Below(2) == 0
        ? new HttpRequestException("Connection reset")
        : Error("InternalFailure", HttpStatusCode.InternalServerError);

    private static AmazonSQSException Error(string code, HttpStatusCode status) => new(code) { ErrorCode = code, StatusCode = status };
}
