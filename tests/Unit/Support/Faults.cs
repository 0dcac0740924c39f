using System.Net;
using Amazon.DynamoDBv2;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Orders.Tests.Unit.Support;

/// <summary>What goes wrong with AWS.</summary>
internal static class Faults
{
    public static AmazonDynamoDBException DynamoDb(string code, int status) =>
        new($"{code} at arn:aws:dynamodb:eu-west-1:000000000000:table/Orders") { ErrorCode = code, StatusCode = (HttpStatusCode)status };

    public static AmazonSQSException Sqs(string code, int status) =>
        new($"{code} at arn:aws:sqs:eu-west-1:000000000000:orders") { ErrorCode = code, StatusCode = (HttpStatusCode)status };

    public static AmazonDynamoDBException Outage => DynamoDb("InternalServerError", 500);

    public static AmazonDynamoDBException Throttled => DynamoDb("ThrottlingException", 400);

    public static BatchResultErrorEntry Transient => new() { Code = "InternalError", SenderFault = false };

    public static BatchResultErrorEntry Permanent => new() { Code = "InvalidMessageContents", SenderFault = true };
}
