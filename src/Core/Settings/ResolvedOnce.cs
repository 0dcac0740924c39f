using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Identity;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Orders.Settings;

/// <summary>
/// Lets the first request find who signs and where the service is, the SDK's way, and gives all later ones what came out of it. Both depend on the
/// environment alone, which a function keeps for its life. Credentials that change do so behind the identity that is kept.
/// </summary>
internal sealed class ResolvedOnce : PipelineHandler
{
    private Resolution? _resolution;

    public ResolvedOnce() => Keeper = new ResolutionKeeper(this);

    /// <summary>Stands behind what resolves, and keeps what came out.</summary>
    public PipelineHandler Keeper { get; }

    /// <inheritdoc/>
    public override void InvokeSync(IExecutionContext executionContext)
    {
        if (_resolution is { } resolution)
        {
            resolution.ApplyTo(executionContext.RequestContext);
            Keeper.InnerHandler.InvokeSync(executionContext);
        }
        else
        {
            base.InvokeSync(executionContext);
        }
    }

    /// <inheritdoc/>
    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        if (_resolution is not { } resolution)
        {
            return base.InvokeAsync<T>(executionContext);
        }

        resolution.ApplyTo(executionContext.RequestContext);
        return Keeper.InnerHandler.InvokeAsync<T>(executionContext);
    }

    private sealed class ResolutionKeeper(ResolvedOnce owner) : PipelineHandler
    {
        public override void InvokeSync(IExecutionContext executionContext)
        {
            owner._resolution = Resolution.Of(executionContext.RequestContext);
            base.InvokeSync(executionContext);
        }

        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            owner._resolution = Resolution.Of(executionContext.RequestContext);
            return base.InvokeAsync<T>(executionContext);
        }
    }

    private sealed record Resolution
    {
        private ISigner? Signer { get; init; }

        private BaseIdentity? Identity { get; init; }

        private IAuthSchemeOption? AuthScheme { get; init; }

        private SignatureVersion SignatureVersion { get; init; }

        private string? SigningRegion { get; init; }

        private string? SigningService { get; init; }

        private bool UseDoubleEncoding { get; init; }

        private Uri? Endpoint { get; init; }

        private IPropertyBag? EndpointAttributes { get; init; }

        public static Resolution Of(IRequestContext context) => new()
        {
            Signer = context.Signer,
            Identity = context.Identity,
            AuthScheme = context.Request.ChosenAuthScheme,
            SignatureVersion = context.Request.SignatureVersion,
            // As the signer would find them itself, for every request anew.
            SigningRegion = AWS4Signer.DetermineSigningRegion(
                context.ClientConfig, context.ClientConfig.RegionEndpointServiceName, context.Request.AlternateEndpoint, context.Request),
            SigningService = context.Request.OverrideSigningServiceName is { Length: > 0 } service
                ? service
                : AWS4Signer.DetermineService(context.ClientConfig, context.Request),
            UseDoubleEncoding = context.Request.UseDoubleEncoding,
            Endpoint = context.Request.Endpoint,
            EndpointAttributes = context.Request.EndpointAttributes,
        };

        public void ApplyTo(IRequestContext context)
        {
            context.Signer = Signer;
            context.Identity = Identity;
            context.Request.ChosenAuthScheme = AuthScheme;
            context.Request.SignatureVersion = SignatureVersion;
            context.Request.AuthenticationRegion = SigningRegion;
            context.Request.OverrideSigningServiceName = SigningService;
            context.Request.UseDoubleEncoding = UseDoubleEncoding;
            context.Request.Endpoint = Endpoint;
            context.Request.EndpointAttributes = EndpointAttributes;
        }
    }
}
