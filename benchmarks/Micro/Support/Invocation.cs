using Amazon.Lambda.Core;

namespace Orders.Benchmarks.Micro.Support;

/// <summary>An invocation with as much time as a deployed function has.</summary>
internal sealed class Invocation : ILambdaContext
{
    public static readonly Invocation Instance = new();

    public string AwsRequestId => "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
    public IClientContext ClientContext => null!;
    public string FunctionName => "orders";
    public string FunctionVersion => "$LATEST";
    public ICognitoIdentity Identity => null!;
    public string InvokedFunctionArn => "arn:aws:lambda:eu-central-1:123456789012:function:orders";
    public ILambdaLogger Logger => throw new NotSupportedException("The functions have a logger of their own.");
    public string LogGroupName => "/aws/lambda/orders";
    public string LogStreamName => "stream";
    public int MemoryLimitInMB => 512;
    public TimeSpan RemainingTime => TimeSpan.FromSeconds(30);
}
