using System.Text;
using Orders.Local.Api;

namespace Orders.Tests.Unit.Local;

public sealed class HttpApiTests
{
    [Theory]
    [InlineData("POST", "/orders", "POST /orders")]
    [InlineData("GET", "/orders", "GET /orders")]
    [InlineData("GET", "/orders/a%2Fb", "GET /orders/{order_id}")]
    [InlineData("DELETE", "/orders/1", "DELETE /orders/{order_id}")]
    [InlineData("PATCH", "/orders/1", "$default")]
    [InlineData("GET", "/orders/", "$default")]
    [InlineData("GET", "/orders/1/items", "$default")]
    [InlineData("GET", "/Orders", "$default")]
    [InlineData("GET", "/", "$default")]
    public void A_request_has_the_deployed_route(string method, string path, string route) =>
        Assert.Equal(route, HttpApiRoute.Match(method, path).Key);

    [Fact]
    public void Path_parameters_are_decoded() => Assert.Equal("a/b", HttpApiRoute.Match("GET", "/orders/a%2Fb").PathParameters["order_id"]);

    [Theory]
    [InlineData("application/json", "{}", true)]
    [InlineData("application/cloudevents+json; charset=utf-8", "{}", true)]
    [InlineData("text/plain", "x", true)]
    [InlineData(null, "x", true)]
    [InlineData("application/octet-stream", "x", false)]
    [InlineData("image/png", "x", false)]
    public void The_content_type_says_whether_a_body_is_text(string? contentType, string body, bool isText) =>
        Assert.Equal(isText, TextBody.IsText(contentType, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Text_that_is_not_UTF_8_is_not_text() => Assert.False(TextBody.IsText("application/json", [0x22, 0xFF, 0x22]));

    [Fact]
    public void An_answer_with_a_status_code_is_taken_apart()
    {
        var response = Read("""{"statusCode":202,"headers":{"Location":"/orders/1"},"cookies":["a=1"],"body":"eA==","isBase64Encoded":true}""")!;

        Assert.Equal((202, "/orders/1", "a=1", "x"), (response.StatusCode, response.Headers["location"], response.Cookies[0], Encoding.UTF8.GetString(response.Body.Span)));
    }

    [Fact]
    public void An_answer_without_a_status_code_is_the_body()
    {
        var response = Read("""{"a":1}""")!;

        Assert.Equal((200, """{"a":1}"""), (response.StatusCode, Encoding.UTF8.GetString(response.Body.Span)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"statusCode":"yes"}""")]
    [InlineData("""{"statusCode":42}""")]
    [InlineData("""{"statusCode":200,"body":{}}""")]
    [InlineData("""{"statusCode":200,"body":"###","isBase64Encoded":true}""")]
    public void An_answer_that_cannot_be_used_is_none(string answer) => Assert.Null(Read(answer));

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20260101/ap-south-1/execute-api/aws4_request, SignedHeaders=host, Signature=0", "AKID")]
    [InlineData("Bearer abc", null)]
    [InlineData("AWS4-HMAC-SHA256 Credential=a:b/x", null)]
    [InlineData(null, null)]
    public void A_signed_request_names_its_caller(string? authorization, string? accessKey) =>
        Assert.Equal(accessKey, IamAuthorizer.AccessKey(authorization));

    static HttpApiResponse? Read(string json) => HttpApiResponse.Read(Encoding.UTF8.GetBytes(json));
}
