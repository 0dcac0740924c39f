using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.SQSEvents;

namespace Orders.Tests.Contract.AmazonLambda;

/// <summary>What a sender can get into a record must not fail the records beside it.</summary>
public sealed class LeniencyTests
{
    [Theory]
    [InlineData("""a\ud800b""", "a\uFFFDb")]
    [InlineData("""\udc00\ud83c\udf81""", "\uFFFD🎁")]
    [InlineData("""\ud83c\ud83c\udf81\n\t\"\\\/\b\f\r""", "\uFFFD🎁\n\t\"\\/\b\f\r")]
    [InlineData("""\ud83c""", "\uFFFD")]
    [InlineData("""é\ud800\u00e9 🎁""", "é\uFFFDé 🎁")]
    public void A_lone_surrogate_becomes_a_replacement_character(string body, string expected)
    {
        var records = Decode<SQSEvent>($$"""{"Records":[{"body":"{{body}}"},{"body":"neighbour"}]}""").Records;

        Assert.Equal([expected, "neighbour"], records.Select(static record => record.Body));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_become_replacement_characters()
    {
        byte[] utf8 =
        [
            .. "{\"Records\":[{\"body\":\"a"u8, 0xC3, 0x28, 0xFF,
            .. "\\n\",\"messageAttributes\":{\"k"u8, 0xFE,
            .. "\":{\"stringValue\":\"v\"}}},{\"body\":\"neighbour\"}]}"u8,
        ];

        var records = Events.Decode<SQSEvent>(utf8).Records;

        Assert.Equal(["a\uFFFD(\uFFFD\n", "neighbour"], records.Select(static record => record.Body));
        Assert.Equal("v", records[0].MessageAttributes["k\uFFFD"].StringValue);
    }

    [Fact]
    public void A_lone_surrogate_in_a_name_is_no_obstacle()
    {
        var record = Decode<DynamoDBEvent>(
            """{"Records":[{"dynamodb":{"NewImage":{"\udead":{"S":"v"}}},"\ud800":1,"event\u004eame":"INSERT"}]}""").Records[0];

        Assert.Equal("v", record.Dynamodb.NewImage["\uFFFD"].S);
        Assert.Equal("INSERT", record.EventName);
    }

    [Fact]
    public void Members_that_are_unknown_are_passed_over_and_nulls_are_null()
    {
        var read = Decode<SQSEvent>(
            """{"new":{"a":[1,{"b":null}]},"Records":[{"body":null,"attributes":null,"messageAttributes":{"a":null},"x":[[]]},null],"y":1e400}""");

        Assert.Null(read.Records[0].Body);
        Assert.Null(read.Records[0].Attributes);
        Assert.Null(read.Records[0].MessageAttributes["a"]);
        Assert.Null(read.Records[1]);
        Assert.Null(Decode<SQSEvent>("""{"Records":null}""").Records);
        Assert.Null(Decode<SQSEvent>("null"));
        Assert.Null(Decode<SQSEvent>("{}").Records);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Records\":[{\"body\":\"secret\"}")]
    [InlineData("{\"Records\":[{\"body\":\"secret\"}]} secret")]
    [InlineData("{\"Records\":[{\"body\":\"sec\nret\"}]}")]
    [InlineData("{\"Records\":[{\"body\":\"secret\\q\"}]}")]
    [InlineData("{\"Records\":[{\"body\":secret}]}")]
    [InlineData("{\"Records\":[{\"body\":{\"secret\":1}}]}")]
    [InlineData("{\"Records\":{\"secret\":1}}")]
    [InlineData("[\"secret\"]")]
    [InlineData("{\"Records\":[{\"messageAttributes\":{\"a\":{\"binaryValue\":\"secret!\"}}}]}")]
    [InlineData("{\"Records\":[{\"messageAttributes\":{\"a\":{\"binaryValue\":\"secret\\ud800\"}}}]}")]
    public void Malformed_JSON_is_refused_with_its_position_and_without_its_content(string json)
    {
        var exception = Assert.Throws<JsonException>(() => Decode<SQSEvent>(json));

        Assert.Matches("byte [0-9]+", exception.Message);
        Assert.DoesNotContain("sec", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_that_nests_without_end_is_refused()
    {
        var deep = new StringBuilder().Insert(0, "{\"L\":[", 5_000);

        Assert.Throws<JsonException>(() => Decode<DynamoDBEvent>($$"""{"Records":[{"dynamodb":{"NewImage":{"a":{{deep}}"""));
        Assert.Throws<JsonException>(() => Decode<SQSEvent>(new StringBuilder().Insert(0, "{\"x\":[", 5_000).ToString()));
    }

    [Fact]
    public void A_body_that_is_no_valid_text_is_still_sent()
    {
        APIGatewayHttpApiV2ProxyResponse answer = new() { StatusCode = 200, Body = "a\ud800b" };

        var sent = JsonDocument.Parse(Events.Encode(answer)).RootElement;

        Assert.Equal("a\uFFFDb", sent.GetProperty("body").GetString());
    }

    [Fact]
    public void Other_types_go_through_the_context()
    {
        Assert.Equal(new OwnType("x", 3), Events.Decode<OwnType>("""{"name":"x","COUNT":3}"""));
        Assert.Equal("""{"Name":"x"}""", Events.Encode(new OwnType("x", null)));
        var thrown = Assert.Throws<InvalidOperationException>(() => Events.Encode(new Version(1, 0)));
        Assert.Contains("JsonSerializable(typeof(Version))", thrown.Message, StringComparison.Ordinal);
    }

    private static T Decode<T>(string json) => Events.Decode<T>(json);
}
