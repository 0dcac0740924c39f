using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

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
    public override string RegionEndpointServiceName => _service.HostPrefix(default);

    /// <inheritdoc/>
    public override string ServiceVersion => "";

    /// <inheritdoc/>
    public override string UserAgent => "orders-cli";

    /// <summary>The service's endpoint: the configured one, else that of the region, a FIPS or dual-stack one if the SDK's settings ask for it.</summary>
    public Uri Endpoint => new(ServiceURL ?? $"https://{_service.HostPrefix(Kind)}.{RegionEndpoint.SystemName}.{DnsSuffix}");

    /// <summary>The region for which requests are signed; us-east-1 if none is set, as in the SDK.</summary>
    public string Region => ((string?[])[RegionEndpoint?.SystemName, AuthenticationRegion, "us-east-1"]).First(static region => !string.IsNullOrEmpty(region))!;

    private EndpointKind Kind => new(UseFIPSEndpoint, UseDualstackEndpoint, RegionEndpoint.PartitionName == "aws-us-gov");

    private string DnsSuffix => UseDualstackEndpoint
        ? (string)Fn.Partition(RegionEndpoint.SystemName)["dualStackDnsSuffix"]
        : RegionEndpoint.PartitionDnsSuffix;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(Endpoint.AbsoluteUri);
}
