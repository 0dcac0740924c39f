using Amazon.Lambda.Core;

namespace Orders.Tests.Faults.Fuzzing.Targets;

/// <summary>An invocation with all the time there is.</summary>
internal sealed class Invocation : ILambdaContext
{
    public static readonly Invocation Instance = new();

    public string AwsRequestId => "request";
    public IClientContext ClientContext => null!;
    public string FunctionName => "function";
    public string FunctionVersion => "1";
    public ICognitoIdentity Identity => null!;
    public string InvokedFunctionArn => "arn:aws:lambda:eu-west-1:000000000000:function:function";
    public ILambdaLogger Logger => throw new NotSupportedException("The functions have a logger of their own.");
    public string LogGroupName => "group";
    public string LogStreamName => "stream";
    public int MemoryLimitInMB => 512;
    public TimeSpan RemainingTime => TimeSpan.FromSeconds(30);
}
