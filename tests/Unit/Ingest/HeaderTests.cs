using System.Text;
using System.Text.Json.Nodes;
using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Ingest;

/// <summary>No event is accepted whose headers are not read: a dropped key would place a retry as a second order.</summary>
public sealed class HeaderTests
{
    private const string Kettle = """{"item":"kettle","quantity":2}""";

    private static readonly string Id = OrderId.FromKey("public", "key-1").ToString();

    private readonly IngestHarness _ingest = new();

    [Theory]
    [InlineData("""{"multiValueHeaders":{"Idempotency-Key":["key-1"]}}""")]
    [InlineData("""{"headers":null,"multiValueHeaders":{"idempotency-key":["key-1","key-1"],"x":[]}}""")]
    [InlineData("""{"headers":{"Idempotency-Key":"key-1"},"multiValueHeaders":null}""")]
    [InlineData("""{"headers":{"Idempotency-Key":"key-1"},"multiValueHeaders":{"Idempotency-Key":["key-1"]}}""")]
    public async Task A_key_is_read_wherever_the_event_has_it(string headers)
    {
        Assert.Equal((200, Id), await AnswerAsync(Rest(headers)));
        Assert.Equal((200, Id), await AnswerAsync(Direct(headers)));
    }

    [Theory]
    [InlineData("""{"headers":{"Idempotency-Key":7}}""")]
    [InlineData("""{"headers":{"Idempotency-Key":null}}""")]
    [InlineData("""{"headers":{"Idempotency-Key":true}}""")]
    [InlineData("""{"headers":{"Idempotency-Key":{"k":1}}}""")]
    [InlineData("""{"headers":{"a":"b","Idempotency-Key":["key-1"]}}""")]
    [InlineData("""{"multiValueHeaders":{"Idempotency-Key":"key-1"}}""")]
    [InlineData("""{"multiValueHeaders":{"Idempotency-Key":null}}""")]
    [InlineData("""{"multiValueHeaders":{"Idempotency-Key":["key-1",7]}}""")]
    [InlineData("""{"multiValueHeaders":{"Idempotency-Key":[null]}}""")]
    [InlineData("""{"multiValueHeaders":{"Idempotency-Key":[["key-1"]]}}""")]
    public async Task A_header_that_is_no_string_is_refused_by_name(string headers)
    {
        List<string> events = [Rest(headers), Direct(headers)];
        if (!headers.Contains("multi", StringComparison.Ordinal))
        {
            // Payload format 2.0 has no multi-value headers.
            events.Add(Http(headers));
        }

        foreach (var json in events)
        {
            var answer = await _ingest.InvokeAsync(json);
            Assert.Equal(400, answer.Status);
            Assert.Equal(("Idempotency-Key", "type"), Assert.Single(answer.Details));
        }

        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Theory]
    [InlineData("""{"headers":["Idempotency-Key","key-1"]}""", "headers")]
    [InlineData("""{"headers":"Idempotency-Key: key-1"}""", "headers")]
    [InlineData("""{"multiValueHeaders":7}""", "multiValueHeaders")]
    public async Task Headers_that_are_no_object_are_refused(string headers, string field)
    {
        foreach (var json in new[] { Rest(headers), Direct(headers) })
        {
            var answer = await _ingest.InvokeAsync(json);
            Assert.Equal(400, answer.Status);
            Assert.Equal((field, "type"), Assert.Single(answer.Details));
        }
    }

    [Theory]
    [InlineData("body", "7")]
    [InlineData("body", "{}")]
    [InlineData("isBase64Encoded", "\"yes\"")]
    [InlineData("pathParameters", """{"order_id":7}""")]
    [InlineData("pathParameters", "[]")]
    [InlineData("queryStringParameters", """{"limit":7}""")]
    [InlineData("requestContext", "7")]
    [InlineData("requestContext", """{"authorizer":7}""")]
    [InlineData("requestContext", """{"stage":{}}""")]
    public async Task A_member_of_another_type_is_refused_by_name(string member, string value)
    {
        foreach (var shape in new[] { Rest("{}"), Http("{}") })
        {
            await IsRefusedByNameAsync(shape, member, value);
        }
    }

    [Theory]
    [InlineData("routeKey", "7")]
    [InlineData("rawPath", "7")]
    public async Task A_member_of_an_HTTP_API_of_another_type_is_refused_by_name(string member, string value) => await IsRefusedByNameAsync(Http("{}"), member, value);

    [Theory]
    [InlineData("resource", "7")]
    [InlineData("path", "[]")]
    [InlineData("multiValueQueryStringParameters", """{"limit":"7"}""")]
    public async Task A_member_of_a_REST_API_of_another_type_is_refused_by_name(string member, string value) => await IsRefusedByNameAsync(Rest("{}"), member, value);

    [Theory]
    [InlineData("headers", """{"Idempotency-Key":"key-1"}""")]
    [InlineData("multiValueHeaders", """{"Idempotency-Key":["key-1"]}""")]
    public async Task An_Application_Load_Balancer_is_refused_in_its_own_shape(string member, string headers)
    {
        var request = JsonNode.Parse(Rest("{}"))!;
        request.AsObject().Remove("resource");
        request.AsObject().Remove("headers");
        request[member] = JsonNode.Parse(headers);
        request["requestContext"] = JsonNode.Parse("""{"elb":{"targetGroupArn":"arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/orders/0"}}""");
        var answer = await _ingest.InvokeAsync(request.ToJsonString());
        Assert.Equal(400, answer.Status);
        Assert.Equal(("requestContext.elb", "value"), Assert.Single(answer.Details));
        Assert.Equal("application/json", answer.Event.GetProperty("multiValueHeaders").GetProperty("Content-Type")[0].GetString());
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Theory]
    [InlineData("""{"requestContext":{"routeKey":"place","eventType":"MESSAGE","connectionId":"c","stage":"prod"},"body":"{\"item\":\"kettle\",\"quantity\":2}"}""")]
    [InlineData("""{"version":"2.0","path":"/orders","method":"POST","headers":{},"body":"{\"item\":\"kettle\",\"quantity\":2}","requestContext":{"serviceNetworkArn":"a"}}""")]
    public async Task A_request_of_another_kind_of_API_is_refused(string json)
    {
        var answer = await _ingest.InvokeAsync(json);
        Assert.Equal(400, answer.Status);
        Assert.Equal(("requestContext.http.method", "required"), Assert.Single(answer.Details));
    }

    [Fact]
    public async Task A_member_that_a_direct_invocation_does_not_have_is_refused_by_name()
    {
        // VPC Lattice, payload format 1.0: its method would be lost.
        var answer = await _ingest.InvokeAsync("""{"raw_path":"/orders/7","method":"DELETE","headers":{},"body":"{\"item\":\"kettle\",\"quantity\":2}","is_base64_encoded":false}""");
        Assert.Equal(400, answer.Status);
        Assert.Equal(("raw_path", "unknown_field"), Assert.Single(answer.Details));
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_no_obstacle_to_an_API()
    {
        foreach (var json in new[] { Rest("""{"multiValueHeaders":{"Idempotency-Key":["key-1"]}}"""), Http("""{"headers":{"Idempotency-Key":"key-1"}}""") })
        {
            Assert.Equal((200, Id), await AnswerAsync("""{"\ud800":0,""" + json[1..]));
        }
    }

    [Fact]
    public async Task A_direct_invocation_may_give_its_body_as_base64()
    {
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(Kettle));
        var json = new JsonObject { ["isBase64Encoded"] = true, ["body"] = body, ["headers"] = new JsonObject { ["Idempotency-Key"] = "key-1" } }.ToJsonString();
        Assert.Equal((200, Id), await AnswerAsync(json));
        Assert.Equal(400, (await _ingest.InvokeAsync("""{"isBase64Encoded":true,"body":"%%"}""")).Status);
        Assert.Equal(("isBase64Encoded", "type"), Assert.Single((await _ingest.InvokeAsync("""{"isBase64Encoded":"true","body":"e30="}""")).Details));
    }

    [Theory]
    [InlineData("""{"multiValueQueryStringParameters":{"status":["PENDING"]}}""", 200)]
    [InlineData("""{"queryStringParameters":{"status":"PENDING"},"multiValueQueryStringParameters":{"status":["PENDING"]}}""", 200)]
    [InlineData("""{"queryStringParameters":{"status":"PENDING"},"multiValueQueryStringParameters":{"status":["COMPLETED","PENDING"]}}""", 400)]
    [InlineData("""{"queryStringParameters":{"status":null}}""", 400)]
    public async Task A_repeated_parameter_is_refused_and_not_half_read(string query, int status)
    {
        var answer = await _ingest.InvokeAsync(With(new HttpEvent("GET", "/orders").ToRestApi(), query));
        Assert.Equal(status, answer.Status);
        Assert.All(answer.Details, static detail => Assert.Equal("status", detail.Field));
    }

    private async Task<(int, string?)> AnswerAsync(string json)
    {
        var answer = await _ingest.InvokeAsync(json);
        return (answer.Status, answer.OrderId);
    }

    private async Task IsRefusedByNameAsync(string shape, string member, string value)
    {
        var request = JsonNode.Parse(shape)!;
        request[member] = "VALUE";
        var answer = await _ingest.InvokeAsync(request.ToJsonString().Replace("\"VALUE\"", value, StringComparison.Ordinal));
        Assert.Equal(400, answer.Status);
        Assert.Equal((member, "type"), Assert.Single(answer.Details));
    }

    private static string Rest(string members) => With(new HttpEvent("POST", "/orders", Kettle).ToRestApi(), members);

    private static string Http(string members) => With(new HttpEvent("POST", "/orders", Kettle).ToHttpApi(), members);

    private static string Direct(string members) => With(new JsonObject { ["body"] = Kettle }.ToJsonString(), members);

    private static string With(string json, string members)
    {
        var request = JsonNode.Parse(json)!;
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            request[name] = value?.DeepClone();
        }

        return request.ToJsonString();
    }
}
