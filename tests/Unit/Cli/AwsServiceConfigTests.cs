using Amazon;
using Orders.Operations.Connections;

namespace Orders.Tests.Unit.Cli;

public sealed class AwsServiceConfigTests
{
    // As botocore resolves them from AWS's models.
    [Theory]
    [InlineData("CloudWatch", "ap-south-1", false, false, "monitoring.ap-south-1.amazonaws.com")]
    [InlineData("CloudWatch", "cn-north-1", false, false, "monitoring.cn-north-1.amazonaws.com.cn")]
    [InlineData("CloudWatch", "eu-central-1", true, false, "monitoring-fips.eu-central-1.amazonaws.com")]
    [InlineData("CloudWatch", "eu-central-1", false, true, "monitoring.eu-central-1.api.aws")]
    [InlineData("CloudWatch", "us-gov-west-1", true, false, "monitoring.us-gov-west-1.amazonaws.com")]
    [InlineData("Lambda", "eu-central-1", true, true, "lambda-fips.eu-central-1.api.aws")]
    [InlineData("Lambda", "cn-north-1", false, true, "lambda.cn-north-1.api.amazonwebservices.com.cn")]
    [InlineData("Lambda", "us-gov-west-1", true, false, "lambda-fips.us-gov-west-1.amazonaws.com")]
    [InlineData("DynamoDB Streams", "eu-central-1", false, false, "streams.dynamodb.eu-central-1.amazonaws.com")]
    [InlineData("DynamoDB Streams", "eu-central-1", true, false, "streams.dynamodb-fips.eu-central-1.amazonaws.com")]
    [InlineData("DynamoDB Streams", "eu-central-1", false, true, "streams-dynamodb.eu-central-1.api.aws")]
    [InlineData("DynamoDB Streams", "us-gov-west-1", true, false, "streams.dynamodb.us-gov-west-1.amazonaws.com")]
    [InlineData("DynamoDB Streams", "us-gov-west-1", true, true, "streams-dynamodb-fips.us-gov-west-1.api.aws")]
    public void A_service_is_at_the_host_that_its_model_names(string service, string region, bool isFips, bool isDualStack, string host)
    {
        var config = new AwsServiceConfig(((AwsService[])[AwsService.CloudWatch, AwsService.DynamoDbStreams, AwsService.Lambda]).Single(one => one.Id == service))
        {
            IgnoreConfiguredEndpointUrls = true,
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            UseFIPSEndpoint = isFips,
            UseDualstackEndpoint = isDualStack,
        };

        Assert.Equal(($"https://{host}/", region), (config.Endpoint.AbsoluteUri, config.Region));
    }

    [Fact]
    public void A_service_is_where_it_was_said_to_be()
    {
        var config = new AwsServiceConfig(AwsService.DynamoDbStreams) { ServiceURL = "http://127.0.0.1:8000/", AuthenticationRegion = "ap-south-1" };

        Assert.Equal(("http://127.0.0.1:8000/", "ap-south-1"), (config.Endpoint.AbsoluteUri, config.Region));
    }
}
