#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>The context of the running invocation.</summary>
public interface ILambdaContext
{
    /// <summary>The invocation's id. A retry by Lambda has the same one.</summary>
    string AwsRequestId { get; }

    /// <summary>Not supported: no function reads a mobile app's context.</summary>
    /// <exception cref="NotSupportedException">Use the official packages: <c>-p:AmazonLambda=nuget</c>.</exception>
    IClientContext ClientContext { get; }

    /// <summary>The function's name.</summary>
    string FunctionName { get; }

    /// <summary>The published version, or <c>$LATEST</c>.</summary>
    string FunctionVersion { get; }

    /// <summary>Not supported: no function reads the Cognito identity of an app's credentials.</summary>
    /// <exception cref="NotSupportedException">Use the official packages: <c>-p:AmazonLambda=nuget</c>.</exception>
    ICognitoIdentity Identity { get; }

    /// <summary>The ARN that the caller used: it ends in the alias or version, if one was named.</summary>
    string InvokedFunctionArn { get; }

    /// <summary>Writes log lines with this invocation's id.</summary>
    ILambdaLogger Logger { get; }

    /// <summary>The function's log group.</summary>
    string LogGroupName { get; }

    /// <summary>This execution environment's log stream.</summary>
    string LogStreamName { get; }

    /// <summary>The function's configured memory, in MiB.</summary>
    int MemoryLimitInMB { get; }

    /// <summary>The time left until Lambda ends the invocation; negative once it is over.</summary>
    TimeSpan RemainingTime { get; }

    /// <summary>The X-Ray trace header; null if the invocation is not traced.</summary>
    string TraceId => null;
}

/// <summary>A mobile app's context: only the type of <see cref="ILambdaContext.ClientContext"/>.</summary>
public interface IClientContext
{
    /// <summary>The caller's own values.</summary>
    IDictionary<string, string> Custom { get; }
}

/// <summary>A Cognito identity: only the type of <see cref="ILambdaContext.Identity"/>.</summary>
public interface ICognitoIdentity
{
    /// <summary>The identity.</summary>
    string IdentityId { get; }
}
