using System.Text.Json.Nodes;
using Orders.Model;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Api;

/// <summary>The examples of answers are what the function answers.</summary>
public sealed class AnswerExampleTests
{
    const string Order = """
        {"item":"Blue widget","quantity":3,"customer_name":"Ada Lovelace","customer_email":"ada@example.com",
         "metadata":{"colour":"blue"},"idempotency_key":"web-2026-11-23-0001"}
        """;

    const string Conflicting = """{"item":"Red widget","quantity":1,"idempotency_key":"web-2026-11-23-0001"}""";

    static readonly string One = $"/orders/{Samples.Placed.Id}";

    static readonly Dictionary<string, (ApiCall Call, Order[] Held)> Requests = new()
    {
        ["placed/order-placed"] = (new("POST", "/orders", Order), []),
        ["results/one-of-each"] = (new("POST", "/orders", $$"""[{{Order}},{"quantity":1},{{Conflicting}},{"item":"unlucky","quantity":1}]"""), []),
        ["error/order-not-valid"] = (new("POST", "/orders", """{"item":"Blue widget","quantity":"3","quantitty":4}"""), []),
        ["error/key-conflict"] = (new("POST", "/orders", Conflicting), [Samples.Placed]),
        ["error/not-found"] = (new("GET", One), []),
        ["error/illegal-transition"] = (new("PUT", One, """{"status":"PROCESSING"}"""), [Samples.Cancelled]),
        ["order/cancelled"] = (new("GET", One), [Samples.Cancelled]),
        ["order/erased"] = (new("GET", One), [Samples.Erased]),
        ["order-page/first"] = (
            new("GET", "/orders") { Query = new Dictionary<string, string> { ["status"] = "PENDING", ["limit"] = "1" } },
            [Samples.Placed, Samples.Placed with { Id = OrderId.FromKey(Samples.Owner, "web-2"), CreatedAt = Samples.PlacedAt.AddMinutes(1) }]),
    };

    public static TheoryData<string> Names => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_is_as_in_its_example(string name)
    {
        var (call, held) = Requests[name];
        using var api = new ApiUnderTest();
        api.DynamoDb.Orders.AddRange(held);
        api.Sqs.Refuses = static entry => entry.MessageBody.Contains("unlucky", StringComparison.Ordinal);

        var answer = await api.SendAsync(call);

        Assert.Equal(Example.ReadNode(name + ".json").ToJsonString(), JsonNode.Parse(answer.Body)!.ToJsonString());
    }

    [Fact]
    public async Task An_order_that_was_rejected_is_answered_with_the_reason_to_its_owner_only()
    {
        using var api = new ApiUnderTest();
        api.DynamoDb.Rejected.Add(Samples.Rejected);

        var answer = await api.SendAsync(new ApiCall("GET", One));

        Assert.Equal(Example.ReadNode("rejected-order/wrong-quantity.json").ToJsonString(), JsonNode.Parse(answer.Body)!.ToJsonString());
        api.DynamoDb.Rejected[0] = Samples.Rejected with { Placement = Samples.Rejected.Placement with { Owner = "another" } };
        Assert.Equal(404, (await api.SendAsync(new ApiCall("GET", One))).Status);
    }

    [Fact]
    public void Each_example_of_an_answer_is_drawn() => Assert.Equal(
        Example.Valid.Select(static row => row.Data).Where(static file => Example.SchemaOf(file) is "placed" or "results" or "error" or "order" or "order-page")
            .Select(static file => Path.ChangeExtension(file, null)).Order(StringComparer.Ordinal),
        Requests.Keys.Order(StringComparer.Ordinal));
}
