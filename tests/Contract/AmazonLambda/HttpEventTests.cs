using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace Orders.Tests.Contract.AmazonLambda;

public sealed class HttpEventTests
{
    private const string Order =
        """{"item":"espresso machine","quantity":1,"customer_name":"Zoë Müller","customer_email":"zoe.mueller@example.com","""
        + """
        "metadata":{"channel":"web"}}
        """;

    [Fact]
    public void A_request_of_format_2_0_is_decoded()
    {
        var request = Events.Decode<APIGatewayHttpApiV2ProxyRequest>(Payload.Read("http-api-2.0-post"));

        Assert.Equal(("2.0", "POST /orders", "/orders"), (request.Version, request.RouteKey, request.RawPath));
        Assert.Equal("source=web&tag=a&tag=b", request.RawQueryString);
        Assert.Equal(["session=7f3a", "theme=dark"], request.Cookies);
        Assert.Equal("web-20260703-0001", request.Headers["idempotency-key"]);
        Assert.Equal("a,b", request.QueryStringParameters["tag"]);
        Assert.Equal((Order, false), (request.Body, request.IsBase64Encoded));
        Assert.Null(request.PathParameters);
        Assert.Equal("Orders", request.StageVariables["table"]);
        var http = request.RequestContext.Http;
        Assert.Equal(("POST", "/orders", "203.0.113.17"), (http.Method, http.Path, http.SourceIp));
        Assert.Equal(1783075200000, request.RequestContext.TimeEpoch);
        Assert.Null(request.RequestContext.Authorizer);
    }

    [Fact]
    public void Each_kind_of_authorizer_is_decoded()
    {
        var iam = Authorizer("http-api-2.0-iam").IAM;
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/web-shop/web-1", iam.UserARN);
        Assert.Equal("AROAEXAMPLEWEBSHOP00:web-1", iam.UserId);
        Assert.Equal(["authenticated", "login.example.com"], iam.CognitoIdentity.AMR);
        Assert.Equal("arn:aws:iam::123456789012:user/partner", Authorizer("function-url").IAM.UserARN);
        Assert.Null(Authorizer("function-url").IAM.CognitoIdentity);

        var jwt = Authorizer("http-api-2.0-jwt").Jwt;
        Assert.Equal("auth0|5f7c8ec7c33c6c004bbafe82", jwt.Claims["sub"]);
        Assert.Equal(["orders.read"], jwt.Scopes);

        var lambda = Authorizer("http-api-2.0-base64").Lambda;
        Assert.Equal(("t-17", 500L, 0.25, false), (lambda["tenant"], lambda["limit"], lambda["ratio"], lambda["trial"]));
        Assert.Equal(["buyer", "viewer"], Assert.IsType<JsonElement>(lambda["roles"]).EnumerateArray().Select(static role => role.GetString()));
        Assert.Null(lambda["nothing"]);
    }

    [Fact]
    public void A_body_that_is_not_text_stays_in_base64()
    {
        var request = Events.Decode<APIGatewayHttpApiV2ProxyRequest>(Payload.Read("http-api-2.0-base64"));

        Assert.True(request.IsBase64Encoded);
        Assert.Equal(Order, System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(request.Body)));
    }

    [Fact]
    public void A_request_of_format_1_0_is_decoded()
    {
        var request = Events.Decode<APIGatewayProxyRequest>(Payload.Read("rest-1.0-post"));

        Assert.Equal(("/orders", "/orders", "POST"), (request.Resource, request.Path, request.HttpMethod));
        Assert.Equal("web-20260703-0001", request.Headers["Idempotency-Key"]);
        Assert.Equal(["a", "b"], request.MultiValueQueryStringParameters["tag"]);
        Assert.Equal("b", request.QueryStringParameters["tag"]);
        Assert.Equal((Order, false), (request.Body, request.IsBase64Encoded));
        Assert.Equal(("prod", "/prod/orders"), (request.RequestContext.Stage, request.RequestContext.Path));
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/web-shop/web-1", request.RequestContext.Identity.UserArn);
        Assert.Null(request.RequestContext.Authorizer);
    }

    [Fact]
    public void A_custom_authorizers_values_are_found_under_their_own_names()
    {
        var authorizer = Events.Decode<APIGatewayProxyRequest>(Payload.Read("rest-1.0-authorizer")).RequestContext.Authorizer;

        Assert.Equal("user|asha", authorizer["principalId"]);
        Assert.Equal((17L, true, 0.5), (authorizer["numKey"], authorizer["boolKey"], authorizer["ratio"]));
        Assert.Equal("auth0|5f7c8ec7c33c6c004bbafe82", authorizer.Claims["sub"]);
    }

    [Fact]
    public void An_answer_of_format_2_0_leaves_out_what_is_not_set()
    {
        APIGatewayHttpApiV2ProxyResponse answer = new()
        {
            StatusCode = 200,
            Headers = new Dictionary<string, string> { ["content-type"] = "application/json", ["vary"] = "accept,origin,cookie" },
            Cookies = ["a=1", "b=2"],
            Body = """{"message":"Order placed <b>✓</b>"}""",
        };

        Assert.Equal(
            """{"statusCode":200,"headers":{"content-type":"application/json","vary":"accept,origin,cookie"},"cookies":["a=1","b=2"],"""
            + """
            "body":"{\"message\":\"Order placed <b>✓</b>\"}","isBase64Encoded":false}
            """,
            Events.Encode(answer));
        Assert.Equal("""{"statusCode":204,"isBase64Encoded":false}""", Events.Encode(new APIGatewayHttpApiV2ProxyResponse { StatusCode = 204 }));
    }

    [Fact]
    public void An_answer_of_format_1_0_leaves_out_what_is_not_set()
    {
        APIGatewayProxyResponse answer = new()
        {
            StatusCode = 422,
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
            MultiValueHeaders = new Dictionary<string, IList<string>> { ["Set-Cookie"] = ["a=1", "b=2"] },
            Body = "AAEC",
            IsBase64Encoded = true,
        };

        Assert.Equal(
            """{"statusCode":422,"headers":{"Content-Type":"application/json"},"multiValueHeaders":{"Set-Cookie":["a=1","b=2"]},"""
            + """
            "body":"AAEC","isBase64Encoded":true}
            """,
            Events.Encode(answer));
        Assert.Equal("""{"statusCode":0,"isBase64Encoded":false}""", Events.Encode(new APIGatewayProxyResponse()));
    }

    private static APIGatewayHttpApiV2ProxyRequest.AuthorizerDescription Authorizer(string name) =>
        Events.Decode<APIGatewayHttpApiV2ProxyRequest>(Payload.Read(name)).RequestContext.Authorizer;
}
