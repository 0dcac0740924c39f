using Amazon.Lambda.Core;

namespace Orders.Tests.Unit.Support;

/// <summary>An invocation whose remaining time runs with the test's clock.</summary>
internal sealed class FakeLambdaContext(TimeProvider time) : ILambdaContext
{
    private DateTimeOffset _end = time.GetUtcNow() + TimeSpan.FromSeconds(30);

    public string AwsRequestId { get; init; } = "request-1";
    public IClientContext ClientContext => null!;
    public string FunctionName => "function";
    public string FunctionVersion => "1";
    public ICognitoIdentity Identity => null!;
    public string InvokedFunctionArn => "arn:aws:lambda:eu-west-1:000000000000:function:function";
    public ILambdaLogger Logger => throw new NotSupportedException("The functions have a logger of their own.");
    public string LogGroupName => "group";
    public string LogStreamName => "stream";
    public int MemoryLimitInMB => 256;
    public string? TraceId { get; set; }

    public TimeSpan RemainingTime
    {
        get => _end - time.GetUtcNow();
        set => _end = time.GetUtcNow() + value;
    }
}
