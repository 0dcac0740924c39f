using System.Text.Json.Nodes;
using Orders.Model;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Api;

/// <summary>A request of one operation, and how the services stand when it comes.</summary>
sealed record ApiScenario(string Operation, int Status, ApiCall Call, Action<ApiUnderTest>? Arrange = null)
{
    public async Task<ApiAnswer> RunAsync()
    {
        using var api = new ApiUnderTest();
        Arrange?.Invoke(api);
        return await api.SendAsync(Call);
    }
}

/// <summary>Requests that together draw every documented answer out of the function.</summary>
static class ApiScenarios
{
    public const string Collection = "/orders";

    static readonly string One = $"/orders/{Samples.Placed.Id}";

    // A UUIDv7 of the time at which the clock stands.
    static readonly string JustPlaced = $"/orders/{OrderId.Create(Samples.PlacedAt, static bytes => bytes.Fill(7))}";

    static readonly string FullOrder = Example.Read("order-request/full.json");

    public static IEnumerable<ApiScenario> All =>
        [.. Placing(), .. Refused("POST", Collection, "order-request", Collection), .. Listing(), .. Showing(), .. Changing("PUT"),
         .. Refused("PUT", "/orders/{order_id}", "status-request", One), .. BadChanges(), .. Changing("DELETE"), .. Everywhere()];

    static IEnumerable<ApiScenario> Placing()
    {
        ApiScenario Post(int status, string? body, Action<ApiUnderTest>? arrange = null, (string Name, string Value)? header = null) => new(
            $"POST {Collection}", status, new ApiCall("POST", Collection, body) { Headers = header is var (name, value) ? new Dictionary<string, string> { [name] = value } : new() }, arrange);

        var other = """{"item":"Red widget","quantity":1,"idempotency_key":"web-2026-11-23-0001"}""";
        yield return Post(200, FullOrder);
        yield return Post(200, SampleBody(), Holds(Samples.Placed));
        yield return Post(200, ManyOrders(), api =>
        {
            api.DynamoDb.Orders.Add(Samples.Placed);
            api.Sqs.Refuses = static entry => entry.MessageBody.Contains("unlucky", StringComparison.Ordinal);
        });
        yield return Post(400, FullOrder, header: ("Idempotency-Key", "another"));
        yield return Post(400, Example.Read("order-requests/two.json"), header: ("Idempotency-Key", "one-for-all"));
        yield return Post(400, """{"item":"Blue widget","quantity":3}""", header: ("Idempotency-Key", ""));
        yield return Post(400, """{"item":"Blue widget","quantity":3}""", header: ("Idempotency-Key", "clé"));
        yield return Post(400, """{"item":"Blue widget","quantity":3}""", header: ("Idempotency-Key", "\"web-1"));
        yield return Post(400, """{"item":"Blue widget","quantity":3}""", header: ("Idempotency-Key", "web-1, web-2"));
        yield return Post(400, "[]");
        yield return Post(413, """{"item":"Blue widget","quantity":3}""".PadRight(OrderLimits.OrderBytes + 1));
        yield return Post(413, $"[{string.Join(',', Enumerable.Repeat("""{"item":"x","quantity":1}""", OrderLimits.OrdersPerRequest + 1))}]");
        yield return Post(415, FullOrder, header: ("Content-Type", "text/plain"));
        yield return Post(422, other, Holds(Samples.Placed));
        yield return Post(200, FullOrder, static api => api.DynamoDb.Failure = new HttpRequestException("arn:aws:secret"));
        yield return Post(503, """{"item":"Blue widget","quantity":3}""", static api => api.Sqs.Refuses = static _ => true);
        yield return Post(503, Example.Read("order-requests/two.json"), static api => api.Sqs.Refuses = static _ => true);
    }

    static IEnumerable<ApiScenario> Refused(string method, string template, string schema, string path) =>
        from row in Example.Invalid
        where Example.SchemaOf(row.Data) == schema
        select new ApiScenario($"{method} {template}", 400, new ApiCall(method, path, InvalidExample.Read(row.Data).Text), Holds(Samples.Placed));

    /// <summary>What somebody wrote past the pipeline: no order has a quantity of zero.</summary>
    static Order Unreadable => Samples.Placed with { Content = Samples.Placed.Content with { Quantity = 0 } };

    static IEnumerable<ApiScenario> Listing()
    {
        ApiScenario List(int status, Action<ApiUnderTest>? arrange, params (string Name, string Value)[] query) => new(
            $"GET {Collection}", status, new ApiCall("GET", Collection) { Query = query.ToDictionary(static pair => pair.Name, static pair => pair.Value) }, arrange);

        yield return List(200, null, ("status", "PENDING"));
        yield return List(200, Holds(Samples.Placed, Samples.Placed with { Id = OrderId.FromKey("public", "web-2") }), ("status", "PENDING"), ("limit", "1"));
        yield return List(200, Holds(Samples.Placed, Unreadable), ("status", "PENDING"));
        yield return List(400, null);
        yield return List(400, null, ("status", "NO_SUCH_STATUS"));
        yield return List(400, null, ("status", "COMPLETED"));
        yield return List(400, null, ("status", "PENDING"), ("limit", "201"));
        yield return List(400, null, ("status", "PENDING"), ("cursor", "!"));
        yield return List(400, null, ("status", "PENDING"), ("page", "2"));
    }

    static IEnumerable<ApiScenario> Showing()
    {
        const string Operation = "GET /orders/{order_id}";
        yield return new(Operation, 200, new ApiCall("GET", One), Holds(Samples.Cancelled with { Id = Samples.Placed.Id }));
        yield return new(Operation, 404, new ApiCall("GET", One));
        yield return new(Operation, 404, new ApiCall("GET", One), Holds(Samples.Placed with { Owner = "jwt:somebody-else" }));
        yield return new(Operation, 404, new ApiCall("GET", "/orders/7"));
        yield return new(Operation, 500, new ApiCall("GET", One), Holds(Unreadable));
        yield return new(Operation, 404, new ApiCall("GET", JustPlaced));
    }

    static IEnumerable<ApiScenario> Changing(string method)
    {
        var operation = method + " /orders/{order_id}";
        var call = new ApiCall(method, One, method == "PUT" ? Example.Read("status-request/cancelled-with-reason.json") : null);
        yield return new(operation, 202, call, Holds(Samples.Placed));
        yield return new(operation, 200, call, Holds(Samples.Cancelled));
        yield return new(operation, 404, call);
        yield return new(operation, 404, call with { Path = JustPlaced });
        yield return new(operation, 202, call with { Headers = Key(Samples.Key) });
        yield return new(operation, 400, call with { Headers = Key("another") });
        yield return new(operation, 400, call with { Headers = Key("") });
        yield return new(operation, 400, call with { Headers = Key("clé") });
        yield return new(operation, 400, call with { Headers = Key("\"web-1") });
        yield return new(operation, 202, call with { Headers = IfMatch("\"1\"") }, Holds(Samples.Placed));
        yield return new(operation, 400, call with { Headers = IfMatch("1") }, Holds(Samples.Placed));
        yield return new(operation, 412, call with { Headers = IfMatch("\"2\"") }, Holds(Samples.Placed));
        yield return new(operation, 409, call, Holds(Samples.Placed with { Status = OrderStatus.Completed }));
        yield return new(operation, 500, call, Holds(Unreadable));
        yield return new(operation, 503, call, static api =>
        {
            api.DynamoDb.Orders.Add(Samples.Placed);
            api.Sqs.Refuses = static _ => true;
        });
    }

    static Dictionary<string, string> IfMatch(string value) => new() { ["if-match"] = value };

    static Dictionary<string, string> Key(string value) => new() { ["Idempotency-Key"] = value };

    static IEnumerable<ApiScenario> BadChanges()
    {
        ApiScenario Put(int status, string body, string contentType = "application/json") => new(
            "PUT /orders/{order_id}",
            status,
            new ApiCall("PUT", One, body) { Headers = new Dictionary<string, string> { ["content-type"] = contentType } },
            Holds(Samples.Placed));

        yield return Put(400, """{"status":7}""");
        yield return Put(400, """{"status":"CANCELLED","status":"CANCELLED"}""");
        yield return Put(400, """{"status":"CANCELLED","reason":"\udc00"}""");
        yield return Put(400, """{"status":"CANCELLED","reason":"a\nb"}""");
        yield return Put(400, "{");
        yield return Put(413, """{"status":"CANCELLED"}""".PadRight(OrderLimits.OrderBytes + 1));
        yield return Put(415, """{"status":"CANCELLED"}""", "application/xml");
    }

    /// <summary>What every operation may answer.</summary>
    static IEnumerable<ApiScenario> Everywhere() =>
        from operation in ApiDocument.Answers.Select(static answer => answer.Operation).Distinct()
        let parts = operation.Split(' ')
        let body = parts[0] switch { "POST" => SampleBody(), "PUT" => Example.Read("status-request/processing.json"), _ => null }
        let call = new ApiCall(parts[0], parts[1] == Collection ? Collection : One, body) { Query = Query(operation) }
        from scenario in new ApiScenario[]
        {
            new(operation, 403, call with { IsNamed = false }),
            new(operation, 500, call, static api => api.DynamoDb.Failure = new InvalidOperationException("secret")),
            new(operation, 503, call, static api =>
            {
                api.DynamoDb.Failure = new HttpRequestException("arn:aws:secret");
                api.Sqs.Refuses = static _ => true;
            }),
        }
        select scenario;

    static Dictionary<string, string> Query(string operation) => operation == "GET /orders" ? new() { ["status"] = "PENDING" } : [];

    /// <summary>The request that <see cref="Samples.Placed"/> came from.</summary>
    static string SampleBody() => """
        {"item":"Blue widget","quantity":3,"customer_name":"Ada Lovelace","customer_email":"ada@example.com",
         "metadata":{"colour":"blue"},"idempotency_key":"web-2026-11-23-0001"}
        """;

    /// <summary>Good ones, one of each kind of bad one, a key that is known with other content, and one that the queue refuses.</summary>
    static string ManyOrders()
    {
        var refused = Example.Invalid.Where(static row => Example.SchemaOf(row.Data) == "order-request")
            .Select(static row => InvalidExample.Read(row.Data)).Where(static example => example.Code != "malformed_json" && example.Text.Length > 0)
            .Select(static example => example.Text);
        string[] others =
        [
            """{"item":"Red widget","quantity":1,"idempotency_key":"web-2026-11-23-0001"}""",
            """{"item":"unlucky","quantity":1}""",
            $$"""{"item":"x",{{new string(' ', OrderLimits.OrderBytes)}}"quantity":1}""",
        ];
        return $"[{string.Join(',', [SampleBody(), FullOrder.Replace("0001", "0002", StringComparison.Ordinal), .. refused, .. others])}]";
    }

    static Action<ApiUnderTest> Holds(params Order[] orders) => api => api.DynamoDb.Orders.AddRange(orders);
}
