using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Ingest;

public sealed class OwnerTests
{
    private const string Kettle = """{"item":"kettle","quantity":2,"idempotency_key":"key-1"}""";
    private const string Role = "arn:aws:sts::000000000000:assumed-role/shop";

    private readonly IngestHarness _ingest = new();

    [Theory]
    [InlineData(null, "public")]
    [InlineData("""{"iam":{"userArn":"arn:aws:iam::000000000000:user/ann"}}""", "iam:arn:aws:iam::000000000000:user/ann")]
    [InlineData("""{"iam":{"userArn":"arn:aws:sts::000000000000:assumed-role/shop/session-1"}}""", "iam:" + Role)]
    [InlineData("""{"iam":{"userArn":"arn:aws:sts::000000000000:assumed-role/shop/session-2"}}""", "iam:" + Role)]
    [InlineData("""{"jwt":{"claims":{"iss":"https://a.test/","sub":"ann"},"scopes":null}}""", "jwt:https://a.test/#ann")]
    [InlineData("""{"lambda":{"principalId":"ann"}}""", "custom:ann")]
    [InlineData("""{"iam":{"userArn":"arn:aws:sts::000000000000:assumed-role/pool/CognitoIdentityCredentials","cognitoIdentity":{"amr":["authenticated"],"identityId":"eu-west-1:0b5a","identityPoolId":"eu-west-1:pool"}}}""", "cognito:eu-west-1:0b5a")]
    public async Task The_caller_that_an_HTTP_API_names_owns_the_order(string? authorizer, string owner)
    {
        var answer = await _ingest.SendAsync(new HttpEvent("POST", "/orders", Kettle) { Authorizer = authorizer });
        Assert.Equal((200, OrderId.FromKey(owner, "key-1").ToString()), (answer.Status, answer.OrderId));
        Assert.Equal(owner, Wire.Parse(Assert.Single(_ingest.Queued).MessageBody).Text("owner"));
    }

    [Theory]
    [InlineData(null, null, "public")]
    [InlineData("""{"userArn":"arn:aws:iam::000000000000:user/ann"}""", null, "iam:arn:aws:iam::000000000000:user/ann")]
    [InlineData("""{"userArn":"arn:aws:sts::000000000000:assumed-role/shop/session-1"}""", null, "iam:" + Role)]
    [InlineData(null, """{"claims":{"iss":"https://a.test/","sub":"ann"}}""", "jwt:https://a.test/#ann")]
    [InlineData(null, """{"principalId":"ann"}""", "custom:ann")]
    [InlineData("""{"userArn":"arn:aws:sts::000000000000:assumed-role/pool/CognitoIdentityCredentials","cognitoIdentityId":"eu-west-1:0b5a"}""", null, "cognito:eu-west-1:0b5a")]
    public async Task The_caller_that_a_REST_API_names_owns_the_order(string? identity, string? authorizer, string owner)
    {
        var answer = await _ingest.InvokeAsync(new HttpEvent("POST", "/orders", Kettle) { Identity = identity, Authorizer = authorizer }.ToRestApi());
        Assert.Equal((200, OrderId.FromKey(owner, "key-1").ToString()), (answer.Status, answer.OrderId));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"jwt":{"claims":{"scope":"orders"}}}""")]
    [InlineData("""{"jwt":{"claims":{"iss":"https://a.test/","sub":""}}}""")]
    [InlineData("""{"jwt":{"claims":{"iss":"","sub":"ann"}}}""")]
    [InlineData("""{"jwt":{"claims":{"sub":"ann"}}}""")]
    [InlineData("""{"lambda":{"plan":"gold"}}""")]
    [InlineData("""{"lambda":{"principalId":""}}""")]
    [InlineData("""{"iam":{"userArn":""}}""")]
    public async Task An_authorizer_that_names_nobody_lets_nobody_in(string authorizer)
    {
        var answer = await _ingest.SendAsync(new HttpEvent("POST", "/orders", Kettle) { Authorizer = authorizer });
        Assert.Equal(403, answer.Status);
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Fact]
    public async Task Owners_of_different_kinds_never_share_an_order()
    {
        string?[] authorizers =
        [
            null,
            """{"jwt":{"claims":{"iss":"https://a.test/","sub":"public"}}}""",
            """{"jwt":{"claims":{"iss":"https://b.test/","sub":"public"}}}""",
            """{"jwt":{"claims":{"iss":"https://a.test/","sub":"queue"}}}""",
            """{"jwt":{"claims":{"iss":"https://a.test/","sub":"arn:aws:iam::000000000000:user/ann"}}}""",
            """{"iam":{"userArn":"arn:aws:iam::000000000000:user/ann"}}""",
            """{"lambda":{"principalId":"public"}}""",
            """{"lambda":{"principalId":"jwt:public"}}""",
        ];
        var ids = new List<string?> { OrderId.FromKey("queue", "key-1").ToString() };
        foreach (var authorizer in authorizers)
        {
            ids.Add((await _ingest.SendAsync(new HttpEvent("POST", "/orders", Kettle) { Authorizer = authorizer })).OrderId);
        }

        Assert.Equal(9, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_name_that_fits_no_row_is_stood_for_by_its_digest()
    {
        foreach (var name in new[] { new string('n', 300), "änn", "a\\u0007nn" })
        {
            var answer = await _ingest.SendAsync(new HttpEvent("POST", "/orders", Kettle) { Authorizer = "{\"jwt\":{\"claims\":{\"iss\":\"https://a.test/\",\"sub\":\"" + name + "\"}}}" });
            Assert.Equal(200, answer.Status);
        }

        var owners = _ingest.Queued.Select(static entry => Wire.Parse(entry.MessageBody).Text("owner")!).ToList();
        Assert.Equal(3, owners.Distinct().Count());
        Assert.All(owners, static owner => Assert.Matches("^jwt:sha256:[A-Za-z0-9_-]{43}$", owner));
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("PUT", """{"status":"PROCESSING"}""")]
    [InlineData("DELETE", null)]
    public async Task Another_owners_order_looks_like_none(string method, string? body)
    {
        var theirs = Given.Order(owner: "jwt:them");
        _ingest.DynamoDb.Add(theirs);
        var other = await _ingest.SendAsync(new HttpEvent(method, $"/orders/{theirs.Id}", body));
        var none = await _ingest.SendAsync(new HttpEvent(method, $"/orders/{OrderId.FromKey("x", "y")}", body));
        Assert.Equal(404, other.Status);
        Assert.Equal((none.Status, none.Text), (other.Status, other.Text));
        Assert.Empty(_ingest.Sqs.Sends);
    }
}
