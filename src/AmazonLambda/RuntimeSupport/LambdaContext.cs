#nullable disable
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Client;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The context of one invocation.</summary>
internal sealed class LambdaContext(NextInvocation next, FunctionEnvironment function, ILambdaLogger logger, TimeProvider time)
    : ILambdaContext
{
    // If the Runtime API gives no deadline, Lambda's maximum: a handler that observes the time still ends.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(15);

    private readonly DateTimeOffset _deadline = next.Deadline ?? time.GetUtcNow() + LongestTimeout;

    public string AwsRequestId => next.RequestId;

    public IClientContext ClientContext => throw Unsupported();

    public string FunctionName => function.Name;

    public string FunctionVersion => function.Version;

    public ICognitoIdentity Identity => throw Unsupported();

    public string InvokedFunctionArn => next.FunctionArn;

    public ILambdaLogger Logger => logger;

    public string LogGroupName => function.LogGroup;

    public string LogStreamName => function.LogStream;

    public int MemoryLimitInMB => function.MemoryMebibytes;

    public TimeSpan RemainingTime => _deadline - time.GetUtcNow();

    public string TraceId => next.TraceId;

    private static NotSupportedException Unsupported() => new("The bundled Amazon.Lambda types do not read this; the official packages do: -p:AmazonLambda=nuget.");
}
