#nullable disable
namespace Amazon.Lambda.RuntimeSupport.Bootstrap;

/// <summary>How the bootstrap reaches Lambda.</summary>
public class LambdaBootstrapOptions
{
    /// <summary>The Runtime API's <c>host:port</c>; null for what <c>AWS_LAMBDA_RUNTIME_API</c> says.</summary>
    public string RuntimeApiEndpoint { get; set; }
}
