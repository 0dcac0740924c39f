using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Orders.Operations.Connections;

/// <summary>The SDK's look-up of endpoint, region and profile, for a service whose SDK package is not used here.</summary>
internal sealed class AwsServiceConfig : ClientConfig
{
    private readonly AwsService _service;

    public AwsServiceConfig(AwsService service)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        _service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.SigningName;
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => _service.HostPrefix;

    /// <inheritdoc/>
    public override string ServiceVersion => "";

    /// <inheritdoc/>
    public override string UserAgent => "orders-cli";

    /// <summary>The service's endpoint: the configured one, else that of the region's partition.</summary>
    public Uri Endpoint => new(ServiceURL ?? $"https://{_service.HostPrefix}.{RegionEndpoint.SystemName}.{RegionEndpoint.PartitionDnsSuffix}");

    /// <summary>The region for which requests are signed; us-east-1 if none is set, as in the SDK.</summary>
    public string Region => ((string?[])[RegionEndpoint?.SystemName, AuthenticationRegion, "us-east-1"]).First(static region => !string.IsNullOrEmpty(region))!;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(Endpoint.AbsoluteUri);
}
