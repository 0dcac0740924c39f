namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>The names of the Runtime API that both ways to it use.</summary>
internal static class RuntimePaths
{
    public const string Root = "/2018-06-01/runtime/";

    public const string Next = "invocation/next";

    public const string Json = "application/json";

    public const string ErrorJson = "application/vnd.aws.lambda.error+json";

    public const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

    public const string XRayCauseHeader = "Lambda-Runtime-Function-XRay-Error-Cause";
}
