namespace Orders.Operations.Connections;

/// <summary>A service whose SDK package is not used here.</summary>
/// <param name="Id">The service's id in AWS's models, from which the SDK derives the variable <c>AWS_ENDPOINT_URL_…</c>.</param>
/// <param name="SigningName">The service's name in signatures.</param>
/// <param name="HostPrefix">Returns the start of the service's host name, by the rules in AWS's models.</param>
internal sealed record AwsService(string Id, string SigningName, Func<EndpointKind, string> HostPrefix)
{
    public static readonly AwsService Lambda = new("Lambda", "lambda", static kind => kind.IsFips ? "lambda-fips" : "lambda");

    public static readonly AwsService CloudWatch = new("CloudWatch", "monitoring", static kind => kind is { IsFips: true, IsGovCloud: false } ? "monitoring-fips" : "monitoring");

    public static readonly AwsService DynamoDbStreams = new(
        "DynamoDB Streams",
        "dynamodb",
        static kind => (kind.IsDualStack ? "streams-dynamodb" : "streams.dynamodb") + (kind.IsFips && (kind.IsDualStack || !kind.IsGovCloud) ? "-fips" : ""));
}

/// <summary>What an endpoint must be.</summary>
/// <param name="IsFips">Whether its cryptography is validated by FIPS 140.</param>
/// <param name="IsDualStack">Whether it has IPv6 addresses too.</param>
/// <param name="IsGovCloud">Whether it is in AWS GovCloud, where some ordinary endpoints are FIPS endpoints.</param>
internal readonly record struct EndpointKind(bool IsFips, bool IsDualStack, bool IsGovCloud);
