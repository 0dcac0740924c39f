namespace Orders.Operations.Connections;

/// <summary>A service of which the SDK's package is not used here.</summary>
/// <param name="Id">Its id in AWS's models, from which the SDK makes the variable <c>AWS_ENDPOINT_URL_…</c>.</param>
/// <param name="HostPrefix">What its host name begins with.</param>
/// <param name="SigningName">Its name in signatures.</param>
internal sealed record AwsService(string Id, string HostPrefix, string SigningName)
{
    public static readonly AwsService Lambda = new("Lambda", "lambda", "lambda");

    public static readonly AwsService CloudWatch = new("CloudWatch", "monitoring", "monitoring");

    public static readonly AwsService DynamoDbStreams = new("DynamoDB Streams", "streams.dynamodb", "dynamodb");
}
