using Orders.Operations.DeadLetters.Editing;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class TextToNumberTests
{
    [Theory]
    [InlineData("quantity", """{"quantity":"2","item":"a"}""", """{"quantity":2,"item":"a"}""")]
    [InlineData("quantity", """{"quantity":" 17 "}""", """{"quantity":17}""")]
    [InlineData("/metadata/size", """{"metadata":{"size":"1.5"}}""", """{"metadata":{"size":1.5}}""")]
    public void A_number_in_text_becomes_the_number(string path, string body, string expected) => Assert.Equal(expected, Apply(path, body));

    [Theory]
    [InlineData("""{"quantity":"two"}""")]
    [InlineData("""{"quantity":"1 2"}""")]
    [InlineData("""{"quantity":2}""")]
    [InlineData("""{"quantity":"true"}""")]
    [InlineData("""{"item":"a"}""")]
    [InlineData("""["2"]""")]
    public void Another_value_stays_and_the_message_is_refused_without_its_content(string body) =>
        Assert.Equal("its quantity is not a number in text", Assert.Throws<UnchangeableBodyException>(() => Apply("quantity", body)).Message);

    [Fact]
    public void A_body_that_is_not_JSON_is_refused() => Assert.Throws<UnchangeableBodyException>(() => Apply("quantity", "{"));

    private static string Apply(string path, string body) => new TextToNumber(MemberPath.Parse(path)!).Apply(body);
}
