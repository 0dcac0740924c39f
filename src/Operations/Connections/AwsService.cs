namespace Orders.Operations.Connections;

/// <summary>A service whose SDK package is not used here.</summary>
/// <param name="Id">The service's id in AWS's models, from which the SDK derives the variable <c>AWS_ENDPOINT_URL_…</c>.</param>
/// <param name="HostPrefix">The start of the service's host name.</param>
/// <param name="SigningName">The service's name in signatures.</param>
internal sealed record AwsService(string Id, string HostPrefix, string SigningName)
{
    public static readonly AwsService Lambda = new("Lambda", "lambda", "lambda");

    public static readonly AwsService CloudWatch = new("CloudWatch", "monitoring", "monitoring");

    public static readonly AwsService DynamoDbStreams = new("DynamoDB Streams", "streams.dynamodb", "dynamodb");
}
