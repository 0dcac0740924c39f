#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>What Lambda tells a handler of the running invocation.</summary>
public interface ILambdaContext
{
    /// <summary>The invocation's id. A retry by Lambda has the same one.</summary>
    string AwsRequestId { get; }

    /// <summary>Not supported: no function reads what a mobile app sends of itself.</summary>
    /// <exception cref="NotSupportedException">Use the official packages: <c>-p:AmazonLambda=nuget</c>.</exception>
    IClientContext ClientContext { get; }

    /// <summary>The function's name.</summary>
    string FunctionName { get; }

    /// <summary>The published version, or <c>$LATEST</c>.</summary>
    string FunctionVersion { get; }

    /// <summary>Not supported: no function reads the Cognito identity that an app's credentials have.</summary>
    /// <exception cref="NotSupportedException">Use the official packages: <c>-p:AmazonLambda=nuget</c>.</exception>
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

    /// <summary>The X-Ray trace header; null where the invocation is not traced.</summary>
    string TraceId => null;
}

/// <summary>What a mobile app sends of itself: here only the type of <see cref="ILambdaContext.ClientContext"/>.</summary>
public interface IClientContext
{
    /// <summary>Values the caller chose.</summary>
    IDictionary<string, string> Custom { get; }
}

/// <summary>A Cognito identity: here only the type of <see cref="ILambdaContext.Identity"/>.</summary>
public interface ICognitoIdentity
{
    /// <summary>The identity.</summary>
    string IdentityId { get; }
}
