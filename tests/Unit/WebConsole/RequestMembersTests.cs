using System.Net;
using System.Text.Json;
using Orders.Cli.WebConsole.Http;
using Orders.Cli.WebConsole.Moving;

namespace Orders.Tests.Unit.WebConsole;

/// <summary>What a request selects is what it says: nothing in it is ignored.</summary>
public sealed class RequestMembersTests
{
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
    [InlineData("""{"queue":"q","Reason":"type"}""", "Reason is not a member of this request: the members are queue, id, reason,")]
    [InlineData("""{"queue":"q","older_than":"2h"}""", "older_than is not a member of this request")]
    public void A_member_that_breaks_a_rule_is_refused_by_name(string json, string rule)
    {
        using var document = JsonDocument.Parse(json);

        Assert.StartsWith(rule, Assert.Throws<RefusedException>(() => MoveRequest.Read(document.RootElement)).Message, StringComparison.Ordinal);
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
}
