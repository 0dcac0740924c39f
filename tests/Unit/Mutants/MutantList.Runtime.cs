namespace Orders.Tests.Unit.Mutants;

/// <summary>Mutants of the stand-in for Lambda's runtime client.</summary>
internal static partial class MutantList
{
    private static IEnumerable<Mutant> Runtime =>
    [
        new("runtime-chunks-double", "src/AmazonLambda/RuntimeSupport/Client/HttpAnswer.cs", "_buffer.Length < KeptBytes ? Math.Min(_buffer.Length * 4, KeptBytes) : Math.Max(_buffer.Length * 2, LargestBytes)", "_buffer.Length * 2",
            "A large event in chunks takes little more memory than it has."),
        new("runtime-no-heap-limit", "src/AmazonLambda/RuntimeSupport/LambdaBootstrap.cs", "_host.LimitHeap((long)megabytes << 20);", "",
            "The collector knows the function's memory."),
        new("runtime-any-concurrency", "src/AmazonLambda/RuntimeSupport/LambdaBootstrap.cs", "RefuseConcurrency();", "",
            "A function for several invocations at a time does not start."),
        new("runtime-no-xray-cause", "src/AmazonLambda/RuntimeSupport/Errors/ErrorReport.cs", "new(TypeOf(exception), XRayCause(exception))", "new(TypeOf(exception), null)",
            "X-Ray gets the cause of a failed invocation."),
        new("runtime-xray-cause-unsent", "src/AmazonLambda/RuntimeSupport/Client/SocketTransport.cs", "error.XRayCause is not null", "false",
            "X-Ray gets the cause of a failed invocation."),
    ];
}
