#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>What Lambda tells a handler of the running invocation.</summary>
public interface ILambdaContext
{
    /// <summary>The invocation's id. A retry by Lambda has the same one.</summary>
    string AwsRequestId { get; }

    /// <summary>What the caller said of itself; null where it said nothing.</summary>
    IClientContext ClientContext { get; }

    /// <summary>The function's name.</summary>
    string FunctionName { get; }

    /// <summary>The published version, or <c>$LATEST</c>.</summary>
    string FunctionVersion { get; }

    /// <summary>The Cognito identity that called; never null, its members may be.</summary>
    ICognitoIdentity Identity { get; }

    /// <summary>The ARN the caller used: it ends in the alias or version, if one was named.</summary>
    string InvokedFunctionArn { get; }

    /// <summary>Writes log lines that carry this invocation's id.</summary>
    ILambdaLogger Logger { get; }

    /// <summary>The function's log group.</summary>
    string LogGroupName { get; }

    /// <summary>This execution environment's log stream.</summary>
    string LogStreamName { get; }

    /// <summary>The memory the function is configured with, in MiB.</summary>
    int MemoryLimitInMB { get; }

    /// <summary>The time left until Lambda ends the invocation; negative once it is over.</summary>
    TimeSpan RemainingTime { get; }

    /// <summary>The tenant, where the function runs in tenant isolation mode; null otherwise.</summary>
    string TenantId => null;

    /// <summary>The X-Ray trace header; null where the invocation is not traced.</summary>
    string TraceId => null;

    /// <summary>The serializer the handler was registered with; null for a handler of streams.</summary>
    ILambdaSerializer Serializer => null;
}
