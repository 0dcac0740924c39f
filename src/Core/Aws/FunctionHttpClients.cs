using Amazon.Runtime;

namespace Orders.Aws;

/// <summary>The SDK's HTTP client: one for all services, without extra handlers between a request and its connection.</summary>
internal sealed class FunctionHttpClients : HttpClientFactory
{
    public static FunctionHttpClients Instance { get; } = new();

    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        // A request is signed for the host that it is sent to.
        AllowAutoRedirect = false,
        UseCookies = false,
    })
    {
        Timeout = AwsClients.Timeout,
    };

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => Client;

    /// <inheritdoc/>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
