namespace Orders.Local.Proxies;

/// <summary>What a policy is about: who does what with which resource. Two calls that differ in nothing else are equal.</summary>
/// <param name="Caller">The caller's name, as <see cref="ServiceAccess"/> gives it.</param>
/// <param name="Service">The service: <c>sqs</c> or <c>dynamodb</c>, which its streams are part of.</param>
/// <param name="Operation">The operation, as <c>SendMessageBatch</c>.</param>
/// <param name="Resource">
/// A queue's name, or the last part of an ARN of DynamoDB without a stream's label: <c>table/Orders</c>,
/// <c>table/Orders/index/by_status</c>, <c>table/Orders/stream</c>. <see cref="UnknownResource"/> where the call does not say.
/// </param>
/// <param name="Statement">The verb of a PartiQL statement, as <c>INSERT</c>, which has an IAM action of its own; else null.</param>
public sealed record ServiceCall(string Caller, string Service, string Operation, string Resource, string? Statement = null)
{
    /// <summary>The resource of a call that names none.</summary>
    public const string UnknownResource = "?";

    /// <summary>One line for a person: caller, service and operation, verb, resource.</summary>
    public override string ToString() => $"{Caller} {Service}:{Operation}{(Statement is null ? "" : $"({Statement})")} {Resource}";
}
