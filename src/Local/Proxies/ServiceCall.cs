namespace Orders.Local.Proxies;

/// <summary>A call as an IAM policy sees it: caller, action and resource. Two calls with the same values are equal.</summary>
/// <param name="Caller">The caller's name from <see cref="ServiceAccess"/>.</param>
/// <param name="Service">The service: <c>sqs</c> or <c>dynamodb</c>, which includes its streams.</param>
/// <param name="Operation">The operation, for example <c>SendMessageBatch</c>.</param>
/// <param name="Resource">
/// A queue's name, or the last part of an ARN of DynamoDB without a stream's label: <c>table/Orders</c>,
/// <c>table/Orders/index/by_status</c>, <c>table/Orders/stream</c>. <see cref="UnknownResource"/> where the call does not say.
/// </param>
/// <param name="Statement">The verb of a PartiQL statement, for example <c>INSERT</c>, which has its own IAM action; otherwise null.</param>
public sealed record ServiceCall(string Caller, string Service, string Operation, string Resource, string? Statement = null)
{
    /// <summary>The resource of a call that names none.</summary>
    public const string UnknownResource = "?";

    /// <summary>Returns one line of text: caller, service and operation, verb, resource.</summary>
    public override string ToString() => $"{Caller} {Service}:{Operation}{(Statement is null ? "" : $"({Statement})")} {Resource}";
}
