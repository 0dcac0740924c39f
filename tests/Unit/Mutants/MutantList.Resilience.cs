namespace Orders.Tests.Unit.Mutants;

/// <summary>Mutants of retries and deadlines.</summary>
internal static partial class MutantList
{
    private static IEnumerable<Mutant> Resilience =>
    [
        new("deadline-no-half", "src/Core/Resilience/Deadline.cs", "remaining - margin > remaining / 2 ? remaining - margin : remaining / 2", "remaining - margin",
            "Half of what is left may be used at least."),
        new("transient-outage-final", "src/Core/Resilience/TransientFaults.cs", "IsOutage(exception) || IsThrottling(exception)", "IsThrottling(exception)",
            "A request that an outage ended is made again."),
        new("transient-throttling-final", "src/Core/Resilience/TransientFaults.cs", "IsOutage(exception) || IsThrottling(exception)", "IsOutage(exception)",
            "A request that was throttled is made again."),
        new("calls-cancelled-throws", "src/Core/Storage/Calls.cs", "TransientFaults.IsUnavailable(exception) || exception is OperationCanceledException", "TransientFaults.IsUnavailable(exception)",
            "A read that the deadline ended is an outage and no bug."),
        new("failure-cancelled-throws", "src/Core/Resilience/CallFailure.cs", "exception is AmazonServiceException or AmazonClientException or OperationCanceledException\n        || TransientFaults.IsUnavailable(exception)",
            "exception is AmazonServiceException or AmazonClientException\n        || TransientFaults.IsUnavailable(exception)",
            "A call that the deadline ended is a result and no exception."),
        new("transient-kms-unknown", "src/Core/Resilience/TransientFaults.cs", "IsThrottlingCode(code)", "code != \"KMS.ThrottlingException\" && IsThrottlingCode(code)",
            "An entry that KMS throttled is sent again."),
        new("transient-kms-exception-unknown", "src/Core/Resilience/TransientFaults.cs", "IsThrottlingCode(service.ErrorCode)", "service.ErrorCode != \"KMS.ThrottlingException\" && IsThrottlingCode(service.ErrorCode)",
            "A request that KMS throttled is made again."),
    ];
}
