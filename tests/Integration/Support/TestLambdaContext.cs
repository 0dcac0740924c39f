using Amazon.Lambda.Core;

namespace Orders.Tests.Integration.Support;

/// <summary>An invocation of half a minute.</summary>
sealed class TestLambdaContext : ILambdaContext
{
    readonly long _start = TimeProvider.System.GetTimestamp();

    public string AwsRequestId { get; } = Guid.NewGuid().ToString();
    public IClientContext ClientContext => null!;
    public string FunctionName => "function";
    public string FunctionVersion => "$LATEST";
    public ICognitoIdentity Identity => null!;
    public string InvokedFunctionArn => "arn:aws:lambda:ap-south-1:000000000000:function:function";
    public ILambdaLogger Logger => throw new NotSupportedException("The functions have a logger of their own.");
    public string LogGroupName => "group";
    public string LogStreamName => "stream";
    public int MemoryLimitInMB => 512;
    public TimeSpan RemainingTime => TimeSpan.FromSeconds(30) - TimeProvider.System.GetElapsedTime(_start);
}
