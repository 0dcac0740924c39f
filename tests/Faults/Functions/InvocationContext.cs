using Amazon.Lambda.Core;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Functions;

/// <summary>One invocation, as Lambda describes it to the function.</summary>
internal sealed class InvocationContext(Universe universe, string requestId, DateTimeOffset deadline) : ILambdaContext
{
    public string AwsRequestId => requestId;
    public IClientContext ClientContext => null!;
    public string FunctionName => "function";
    public string FunctionVersion => "1";
    public ICognitoIdentity Identity => null!;
    public string InvokedFunctionArn => "arn:aws:lambda:eu-west-1:000000000000:function:function";
    public ILambdaLogger Logger => throw new NotSupportedException("The functions have a logger of their own.");
    public string LogGroupName => "group";
    public string LogStreamName => "stream";
    public int MemoryLimitInMB => 512;
    public TimeSpan RemainingTime => deadline - universe.Now;
}
