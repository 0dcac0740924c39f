using System.Net;
using System.Text.Json;
using Orders.Operations.WebConsole.Http;
using Orders.Operations.WebConsole.Moving;

namespace Orders.Tests.Unit.WebConsole;

/// <summary>What a request selects is what it says: nothing in it is ignored.</summary>
public sealed class RequestMembersTests
{
    private const string Queues = "queue must be one of orders-dlq, order-events-dlq, consumer:fulfilment, consumer:notifications";
    private const string Redriven = "queue must be one whose messages can be redriven: orders-dlq, consumer:fulfilment, consumer:notifications";

    [Theory]
    [InlineData("""{"queue":5}""", "queue must be a string")]
    [InlineData("""{"queue":""}""", "queue must not be empty")]
    [InlineData("""{"queue":"q","reason":5}""", "reason must be a string")]
    [InlineData("""{"queue":"q","reason":null}""", "reason must be a string")]
    [InlineData("""{"queue":"q","reason":["type"]}""", "reason must be a string")]
    [InlineData("""{"queue":"q","reason":" "}""", "reason must not be empty")]
    [InlineData("""{"queue":"q","field":{}}""", "field must be a string")]
    [InlineData("""{"queue":"q","field":""}""", "field must not be empty")]
    [InlineData("""{"queue":"q","id":7}""", "id must be a string")]
    [InlineData("""{"queue":"q","id":"\t"}""", "id must not be empty")]
    [InlineData("""{"queue":"q","body":7,"id":"i"}""", "body must be a string")]
    [InlineData("""{"queue":"q","count":"7"}""", "count must be a whole number")]
    [InlineData("""{"queue":"q","count":1.5}""", "count must be a whole number")]
    [InlineData("""{"queue":"q","count":99999999999}""", "count must be a whole number")]
    [InlineData("""{"queue":"q","rate":"5"}""", "rate must be a whole number")]
    [InlineData("""{"queue":"q","ramp":"true"}""", "ramp must be true or false")]
    [InlineData("""{"queue":"q","ramp":1}""", "ramp must be true or false")]
    [InlineData("""{"queue":"q","no_field":"x"}""", "no_field must be true or false")]
    [InlineData("""{"queue":"q","no_field":true,"field":"f"}""", "no_field and field contradict each other")]
    [InlineData("""{"queue":"q","Reason":"type"}""", "Reason is not a member of this request: the members are queue, id, ids, reason,")]
    [InlineData("""{"queue":"q","older_than":"2h"}""", "older_than is not a member of this request")]
    public void A_member_that_breaks_a_rule_is_refused_by_name(string json, string rule)
    {
        using var document = JsonDocument.Parse(json);

        Assert.StartsWith(rule, Assert.Throws<RefusedException>(() => MoveRequest.Read(document.RootElement, "body", "rate", "ramp", "count")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Those_without_a_field_are_asked_for_by_name()
    {
        using var document = JsonDocument.Parse("""{"queue":"q","reason":"none","no_field":true}""");

        Assert.Equal("", MoveRequest.Read(document.RootElement).Filter.Field);
    }

    [Theory]
    [InlineData("POST", "/api/redrive/plan", """{"queue":"orders-dlq","reason":"\ud800"}""", "The request must be valid Unicode: no lone surrogates.")]
    [InlineData("POST", "/api/redrive/plan", """{"queue":"orders-dlq","\ud800":1}""", "The request must be valid Unicode: no lone surrogates.")]
    [InlineData("POST", "/api/redrive/plan", """{"queue":"orders-dlq","reason":"type","reason":"range"}""", "The request must not have the same member twice.")]
    [InlineData("POST", "/api/redrive/plan", "[]", "The request must be a JSON object.")]
    [InlineData("POST", "/api/redrive/plan", "", "The request must be valid JSON nested at most 64 deep")]
    [InlineData("POST", "/api/redrive", """{"queue":"orders-dlq","field":5}""", "field must be a string")]
    [InlineData("POST", "/api/discard", """{"queue":"orders-dlq","count":1,"id":""}""", "id must not be empty")]
    [InlineData("POST", "/api/discard", """{"queue":"orders-dlq","count":"1"}""", "count must be a whole number")]
    [InlineData("POST", "/api/letter/check", """{"queue":"orders-dlq","id":"","body":"{}"}""", "id must not be empty")]
    [InlineData("POST", "/api/letter/check", """{"queue":5,"id":"i","body":"{}"}""", "queue must be a string")]
    [InlineData("POST", "/api/jobs/stop", """{"id":"1"}""", "id must be a whole number")]
    [InlineData("POST", "/api/jobs/stop", "{}", "id must be given")]
    [InlineData("POST", "/api/session/personal-data", """{"show":"true"}""", "show must be true or false")]
    [InlineData("POST", "/api/session/personal-data", "{}", "show must be given")]
    [InlineData("POST", "/api/session/personal-data", """{"show":true,"for":"all"}""", "for is not a member of this request: the members are show")]
    [InlineData("POST", "/api/letter/check", """{"queue":"orders-dlq","id":"i"}""", "body must be given")]
    [InlineData("POST", "/api/letter/check", """{"queue":"nope","id":"i","body":"{}"}""", Queues)]
    [InlineData("POST", "/api/redrive/plan", """{"queue":"nope"}""", Queues)]
    [InlineData("POST", "/api/redrive", """{"queue":"nope"}""", Queues)]
    [InlineData("POST", "/api/discard", """{"queue":"nope","count":1}""", Queues)]
    [InlineData("POST", "/api/redrive/plan", """{"queue":"order-events-dlq"}""", Redriven)]
    [InlineData("POST", "/api/redrive", """{"queue":"order-events-dlq"}""", Redriven)]
    [InlineData("POST", "/api/redrive/plan", """{"queue":"orders-dlq","rate":5}""", "rate is not a member of this request")]
    [InlineData("POST", "/api/redrive", """{"queue":"orders-dlq","count":5}""", "count is not a member of this request")]
    [InlineData("POST", "/api/discard", """{"queue":"orders-dlq","count":1,"rate":5}""", "rate is not a member of this request")]
    [InlineData("GET", "/api/letters?queue=nope", "", Queues)]
    [InlineData("GET", "/api/letter?queue=nope&id=1", "", Queues)]
    [InlineData("GET", "/api/letters?queue=orders-dlq&older_than=2h", "", "older_than is not a parameter of this request: the parameters are queue, read, reason, field, no_field, search, sort, descending, page")]
    [InlineData("POST", "/api/redrive/plan", """{"queue":"orders-dlq","ids":[]}""", "ids must be 1 to 10000 strings that are not empty")]
    [InlineData("POST", "/api/redrive", """{"queue":"orders-dlq","ids":["a",5]}""", "ids must be 1 to 10000 strings that are not empty")]
    [InlineData("POST", "/api/redrive", """{"queue":"orders-dlq","id":"a","ids":["a"]}""", "id and ids contradict each other")]
    [InlineData("POST", "/api/redrive", """{"queue":"orders-dlq","id":"a","body":"{}","edit":{"path":"item","remove":true}}""", "body and edit contradict each other")]
    [InlineData("POST", "/api/redrive", """{"queue":"orders-dlq","edit":{"path":"quantity"}}""", "edit must have one of set, remove and to_number")]
    [InlineData("POST", "/api/redrive", """{"queue":"orders-dlq","edit":{"path":"/a~","remove":true}}""", "edit.path must be a member's name")]
    [InlineData("POST", "/api/redrive", """{"queue":"orders-dlq","edit":{"path":"customer_name","set":"‹Z…›"}}""", "edit.set must not be a masked value")]
    [InlineData("POST", "/api/redrive", """{"queue":"orders-dlq","edit":{"path":"item","set":"a","with":1}}""", "with is not a member of this request: the members are path, set, remove, to_number")]
    [InlineData("POST", "/api/discard", """{"queue":"orders-dlq","count":1,"edit":{"path":"item","remove":true}}""", "edit is not a member of this request")]
    [InlineData("POST", "/api/replay/plan", "{}", "one of order, quarantined and on_failure must be given")]
    [InlineData("POST", "/api/replay", """{"quarantined":true,"on_failure":true}""", "one of order, quarantined and on_failure must be given")]
    [InlineData("POST", "/api/replay", """{"order":"1"}""", "order must be an order's id")]
    [InlineData("POST", "/api/replay", """{"quarantined":true,"version":1}""", "version must come with order")]
    [InlineData("POST", "/api/replay", """{"quarantined":true,"rate":0}""", "rate must be from 1 to 3000")]
    [InlineData("GET", "/api/charts?range=1%20year", "", "range must be one of 5 min, 1 h, 3 h")]
    [InlineData("GET", "/api/letters?sort=size", "", "sort must be one of age, key, source, field, value")]
    [InlineData("GET", "/api/letters?page=0", "", "page must be at least 1")]
    [InlineData("GET", "/api/letters?page=one", "", "page must be a whole number")]
    [InlineData("GET", "/api/letters?read=often", "", "read must be one of recent, new, all")]
    [InlineData("GET", "/api/letters?Queue=orders-dlq", "", "Queue is not a parameter of this request")]
    [InlineData("GET", "/api/letters?queue=orders-dlq&no_field=1", "", "no_field must be true or false")]
    [InlineData("GET", "/api/letters?queue=orders-dlq&no_field=true&field=item", "", "no_field and field contradict each other")]
    [InlineData("GET", "/api/letter?queue=orders-dlq&id=1&show=true", "", "show is not a parameter of this request: the parameters are queue, id")]
    [InlineData("GET", "/api/order?id=1", "", "id must be an order's id")]
    [InlineData("GET", "/api/order", "", "id must be given")]
    [InlineData("GET", "/api/order?id=33ce1635-8f44-8ead-9e06-9175cbb6557b&owner=a", "", "owner is not a parameter of this request: the parameters are id")]
    [InlineData("GET", "/api/orders?status=EXPIRED", "", "status is not a parameter of this request: it has none")]
    [InlineData("GET", "/api/console?x=1", "", "x is not a parameter of this request: it has none")]
    [InlineData("GET", "/api/live?since=0", "", "since is not a parameter of this request: it has none")]
    [InlineData("POST", "/api/redrive?queue=orders-dlq", """{"queue":"orders-dlq"}""", "queue is not a parameter of this request: it has none")]
    [InlineData("GET", "/api/letters?queue=", "", "queue must be given once, and must not be empty")]
    [InlineData("GET", "/api/letters?queue=orders-dlq&reason=", "", "reason must be given once, and must not be empty")]
    [InlineData("GET", "/api/letters?queue=orders-dlq&reason=a&reason=b", "", "reason must be given once, and must not be empty")]
    [InlineData("GET", "/api/letter?queue=orders-dlq", "", "id must be given")]
    public async Task Every_request_is_held_to_it(string method, string path, string body, string rule)
    {
        await using var bench = await ConsoleBench.StartAsync();
        using var response = await bench.SendAsync(method, path, await bench.OpenAsync(), body: body);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(rule, answer.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/session", """{"shows_personal_data":true}""", "shows_personal_data is not a member of this request: it has none")]
    [InlineData("/api/session?show=true", "{}", "show is not a parameter of this request: it has none")]
    public async Task A_session_is_opened_without_members_and_parameters(string path, string body, string rule)
    {
        await using var bench = await ConsoleBench.StartAsync();
        using var response = await bench.SendAsync("POST", path, bench.LinkKey, body: body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(rule, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
