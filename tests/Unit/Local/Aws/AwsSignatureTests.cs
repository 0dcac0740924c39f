using System.Net.Http.Headers;
using System.Text;
using Amazon.Runtime;
using Orders.Operations.Connections;

namespace Orders.Tests.Unit.Local.Aws;

/// <summary>
/// The first ten are of AWS's Signature Version 4 test suite and of its documentation; the last three are calls as we make them. Another
/// implementation, botocore, gave the same signature for each.
/// </summary>
public sealed class AwsSignatureTests
{
    private static readonly DateTimeOffset Time = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "/?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("GET", "/?Param1=value2&Param1=Value1", "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1")]
    [InlineData("GET", "//example//", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84")]
    [InlineData("GET", "/example%20space/", "446b817944c553435b35e813c261ff4e161fff982d1bacdef1c87f6785dd1662")]
    [InlineData("GET", "/-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "98964e1079ce472101899439653197a4f6e602f30cd6aaf6c76d81b4fd9866fe")]
    public void Path_and_query_are_signed(string method, string pathAndQuery, string signature)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"https://example.amazonaws.com{pathAndQuery}");

        Assert.Equal(("host;x-amz-date", signature), Sign(request));
    }

    [Fact]
    public void Headers_are_signed_with_one_space_between_words()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://example.amazonaws.com/");
        request.Headers.TryAddWithoutValidation("My-Header1", " value1");
        request.Headers.TryAddWithoutValidation("My-Header2", " \"a   b   c\"");

        Assert.Equal(("host;my-header1;my-header2;x-amz-date", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"), Sign(request));
    }

    [Fact]
    public void What_may_change_on_the_way_is_not_signed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://example.amazonaws.com/");
        request.Headers.TryAddWithoutValidation("User-Agent", "orders");
        request.Headers.TryAddWithoutValidation("X-Amzn-Trace-Id", "Root=1");

        Assert.Equal(("host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"), Sign(request));
    }

    [Fact]
    public void A_body_is_signed_with_its_type()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://example.amazonaws.com/");

        Assert.Equal(
            ("content-type;host;x-amz-date", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
            Sign(request, "Param1=value1", "application/x-www-form-urlencoded"));
    }

    [Fact]
    public void The_example_of_the_documentation()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08");

        Assert.Equal(
            ("content-type;host;x-amz-date", "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"),
            Sign(request, "", "application/x-www-form-urlencoded; charset=utf-8", service: "iam"));
    }

    [Fact]
    public void An_ARN_in_a_path_is_encoded_twice_and_a_session_token_is_signed()
    {
        const string arn = "arn%3Aaws%3Alambda%3Aap-south-1%3A000000000000%3Afunction%3Aorders-processor";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://lambda.ap-south-1.amazonaws.com/2015-03-31/functions/{arn}/configuration");

        Assert.Equal(
            ("host;x-amz-date;x-amz-security-token", "1f52277feac5883f7019bcccfed65a203dcd66e4780540dfc5254d84df6a5e70"),
            Sign(request, service: "lambda", region: "ap-south-1", token: "temporary/+token=="));
        Assert.Equal("temporary/+token==", Assert.Single(request.Headers.GetValues("X-Amz-Security-Token")));
    }

    [Fact]
    public void A_value_of_the_query_keeps_its_meaning()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "https://lambda.ap-south-1.amazonaws.com/2015-03-31/event-source-mappings/?FunctionName=orders-processor&Marker=a%2Fb%3D%20c");

        Assert.Equal(
            ("host;x-amz-date", "3f5a4b0784b7d517b2c057a7bfb1d518d3384670ceb872ffa6b21be853214f90"),
            Sign(request, service: "lambda", region: "ap-south-1"));
    }

    [Fact]
    public void A_call_of_AWS_JSON_at_a_port()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:9001/");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "GraniteServiceVersion20100801.GetMetricData");

        Assert.Equal(
            ("content-type;host;x-amz-date;x-amz-target", "d9a09f100ff1f4f62a23d09fcbef9b28e64997eb68b96b90df79b6bbec61a72e"),
            Sign(request, """{"MetricDataQueries":[]}""", "application/x-amz-json-1.0", "monitoring", "ap-south-1"));
    }

    private static (string SignedHeaders, string Signature) Sign(
        HttpRequestMessage request, string body = "", string? contentType = null, string service = "service", string region = "us-east-1", string? token = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        if (contentType is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        var credentials = new ImmutableCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token);
        AwsSignature.Sign(request, bytes, credentials, service, region, Time);

        var authorization = Assert.Single(request.Headers.GetValues("Authorization"));
        Assert.StartsWith($"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/{region}/{service}/aws4_request, ", authorization, StringComparison.Ordinal);
        string Part(string name) => authorization.Split($"{name}=")[1].Split(',')[0];
        return (Part("SignedHeaders"), Part("Signature"));
    }
}
