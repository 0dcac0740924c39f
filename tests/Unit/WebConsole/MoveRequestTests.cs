using System.Text.Json;
using Orders.Operations.WebConsole.Http;
using Orders.Operations.WebConsole.Moving;

namespace Orders.Tests.Unit.WebConsole;

public sealed class MoveRequestTests
{
    [Theory]
    [InlineData("{}", "queue must be given")]
    [InlineData("""{"queue":"orders-dlq","rate":0}""", "rate must be from 1 to 3000")]
    [InlineData("""{"queue":"orders-dlq","rate":3001}""", "rate must be from 1 to 3000")]
    [InlineData("""{"queue":"orders-dlq","id":""}""", "id must not be empty")]
    [InlineData("""{"queue":"orders-dlq","body":"{}"}""", "id must be given")]
    public void What_breaks_a_rule_is_refused_with_the_rule(string json, string rule) =>
        Assert.Contains(rule, Assert.Throws<RefusedException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_discard_without_its_count_is_refused() =>
        Assert.Throws<RefusedException>(static () => Discarder.Checked(Read("""{"queue":"orders-dlq"}""")));

    [Fact]
    public void One_message_is_meant_where_its_id_is_given()
    {
        var request = Read("""{"queue":"orders-dlq","id":"5fea7756-0ea4-451a-a703-a558b933e274","body":"{}","rate":5,"ramp":true}""");

        Assert.Equal(("message 5fea7756", "5fea7756-0ea4-451a-a703-a558b933e274", 5, true), (request.What, request.Filter.Id, request.Rate, request.HasRamp));
    }

    [Fact]
    public void A_reason_is_told_with_its_field() =>
        Assert.Equal("type, field quantity", Read("""{"queue":"orders-dlq","reason":"type","field":"quantity"}""").What);

    [Fact]
    public void Messages_without_a_reason_are_called_that() =>
        Assert.Equal("messages without a reason", Read("""{"queue":"orders-dlq","reason":"none","no_field":true}""").What);

    private static MoveRequest Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return MoveRequest.Read(document.RootElement, "body", "rate", "ramp", "count");
    }
}
