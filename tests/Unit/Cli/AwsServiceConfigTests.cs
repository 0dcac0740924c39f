using Amazon;
using Orders.Operations.Connections;

namespace Orders.Tests.Unit.Cli;

public sealed class AwsServiceConfigTests
{
    [Theory]
    [InlineData("ap-south-1", "https://monitoring.ap-south-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://monitoring.cn-north-1.amazonaws.com.cn/")]
    public void A_service_is_at_the_host_of_its_partition(string region, string url)
    {
        var config = new AwsServiceConfig(AwsService.CloudWatch) { IgnoreConfiguredEndpointUrls = true, RegionEndpoint = RegionEndpoint.GetBySystemName(region) };

        Assert.Equal((url, region), (config.Endpoint.AbsoluteUri, config.Region));
    }

    [Fact]
    public void A_service_is_where_it_was_said_to_be()
    {
        var config = new AwsServiceConfig(AwsService.DynamoDbStreams) { ServiceURL = "http://127.0.0.1:8000/", AuthenticationRegion = "ap-south-1" };

        Assert.Equal(("http://127.0.0.1:8000/", "ap-south-1"), (config.Endpoint.AbsoluteUri, config.Region));
    }
}
