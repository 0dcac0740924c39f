using Amazon.Runtime;

namespace Orders.Settings;

/// <summary>The HTTP client beneath the SDK's: one for all services, with nothing between a request and its connection.</summary>
internal sealed class FunctionHttpClients : HttpClientFactory
{
    private readonly Lock _lock = new();
    private HttpClient? _client;

    public static FunctionHttpClients Instance { get; } = new();

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        lock (_lock)
        {
            return _client ??= new HttpClient(new SocketsHttpHandler
            {
                ActivityHeadersPropagator = null,
                // A request is signed for the host that it is sent to.
                AllowAutoRedirect = false,
                UseCookies = false,
            })
            {
                Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan,
            };
        }
    }

    /// <inheritdoc/>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
