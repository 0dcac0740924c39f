using System.Text;
using System.Text.Json;
using Orders.Json;

namespace Orders.Tests.Unit.Validation;

/// <summary>JSON from outside the pipeline, read so that no name and no text of it throws.</summary>
public sealed class UntrustedJsonTests
{
    private static readonly string[] Parts =
    [
        "\\ud83d", "\\ude00", "\\ud800", "\\uDFFF", "\\\\", "\\\\ud800", "\\\"", "\\n", "a", "é", "\U0001F600", "\\u0041", "\\ufffd", " ", "\\/",
    ];

    [Theory]
    [InlineData("""{"\ud800":"\udc00"}""", """{"�":"�"}""")]
    [InlineData("""{"a":"\ud83d\ude00"}""", "{\"a\":\"\U0001F600\"}")]
    [InlineData("""{"a":"\ud83d\ud83d\ude00\ude00"}""", "{\"a\":\"�\U0001F600�\"}")]
    [InlineData("""{"a":"\\ud800"}""", """{"a":"\\ud800"}""")]
    [InlineData("""["\ud800","\udc00"]""", """["�","�"]""")]
    public void What_is_not_Unicode_is_read_as_the_replacement_character(string text, string expected)
    {
        using var read = UntrustedJson.Parse(text);
        using var same = JsonDocument.Parse(expected);

        Assert.True(JsonElement.DeepEquals(same.RootElement, read!.RootElement));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("NaN")]
    [InlineData("\"\\ud8")]
    [InlineData("\"\\ud800")]
    [InlineData("\\ud800")]
    [InlineData("\ufeff{}")]
    public void What_is_not_JSON_is_none(string text)
    {
        Assert.Null(UntrustedJson.Parse(text));
        Assert.StartsWith("must be valid JSON nested at most 64 deep (line 1, byte ", UntrustedJson.FindFault(text), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_nested_too_deep_is_none()
    {
        var text = new string('[', 65) + new string(']', 65);

        Assert.Null(UntrustedJson.Parse(text));
        Assert.StartsWith("must be valid JSON nested at most 64 deep", UntrustedJson.FindFault(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_read_as_the_replacement_character()
    {
        using var read = UntrustedJson.Parse([(byte)'"', 0xFF, (byte)'"']);

        Assert.Equal("�", read!.RootElement.GetString());
    }

    [Theory]
    [InlineData("""{"a":"\ud83d\ude00","b":[{"a":1}]}""", null)]
    [InlineData("""{"a":"\ud800"}""", "must be valid Unicode: no lone surrogates")]
    [InlineData("""{"\udc00":1}""", "must be valid Unicode: no lone surrogates")]
    [InlineData("""{"a":1,"\u0061":2}""", "must not have the same member twice")]
    public void A_fault_names_the_rule(string text, string? rule) => Assert.Equal(rule, UntrustedJson.FindFault(text));

    [Fact]
    public void A_text_that_is_not_Unicode_itself_is_at_fault() =>
        Assert.Equal("must be valid Unicode: no lone surrogates", UntrustedJson.FindFault("\"\ud800\""));

    [Fact]
    public void Ten_thousand_texts_are_read_without_an_exception_and_found_at_fault_where_System_Text_Json_throws()
    {
        var random = new Random(19);
        for (var i = 0; i < 10_000; i++)
        {
            var content = new StringBuilder();
            for (var part = random.Next(6); part >= 0; part--)
            {
                content.Append(Parts[random.Next(Parts.Length)]);
            }

            var text = $$"""{"{{content}}":"{{content}}"}""";
            using var read = UntrustedJson.Parse(text);
            var member = Assert.Single(read!.RootElement.EnumerateObject());
            Assert.Equal(member.Name, member.Value.GetString());

            using var plain = JsonDocument.Parse(text);
            Assert.Equal(Throws(plain.RootElement), UntrustedJson.FindFault(text) is not null);
        }
    }

    private static bool Throws(JsonElement element)
    {
        try
        {
            return element.EnumerateObject().First().Value.GetString() is null;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
