using Orders.Operations.DeadLetters.Editing;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class JsonChangeTests
{
    [Theory]
    [InlineData("quantity", "2", """{"item":"a","quantity":2,"metadata":{"a/b":"x"},"list":[1,2]}""")]
    [InlineData("new", "\"text\"", """{"item":"a","quantity":"2","metadata":{"a/b":"x"},"list":[1,2],"new":"text"}""")]
    [InlineData("/metadata/a~1b", "null", """{"item":"a","quantity":"2","metadata":{"a/b":null},"list":[1,2]}""")]
    [InlineData("/list/1", "{}", """{"item":"a","quantity":"2","metadata":{"a/b":"x"},"list":[1,{}]}""")]
    [InlineData("quantity", null, """{"item":"a","metadata":{"a/b":"x"},"list":[1,2]}""")]
    [InlineData("/list/0", null, """{"item":"a","quantity":"2","metadata":{"a/b":"x"},"list":[2]}""")]
    public void A_member_is_set_or_removed_and_the_rest_stays(string path, string? json, string expected) =>
        Assert.Equal(expected, Apply(path, json, """{"item":"a","quantity":"2","metadata":{"a/b":"x"},"list":[1,2]}"""));

    [Theory]
    [InlineData("/nowhere/x", "1", "{}", "its body has no place for /nowhere/x")]
    [InlineData("gone", null, "{}", "its body has no place for gone")]
    [InlineData("/list/2", "1", """{"list":[1,2]}""", "its body has no place for /list/2")]
    [InlineData("/list/01", "1", """{"list":[1,2]}""", "its body has no place for /list/01")]
    [InlineData("a", "1", "text", "no single member of its body can be changed, since the body must be valid JSON nested at most 64 deep (line 1, byte 2): use ./orders dlq edit")]
    [InlineData("a", "1", "null", "its body has no place for a")]
    [InlineData("a", "1", "7", "its body has no place for a")]
    public void A_body_without_a_place_for_it_is_refused(string path, string? json, string body, string why) =>
        Assert.Equal(why, Assert.Throws<UnchangeableBodyException>(() => Apply(path, json, body)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("/a~2")]
    [InlineData("/a~")]
    public void What_is_no_path_is_none(string path) => Assert.Null(MemberPath.Parse(path));

    [Theory]
    [InlineData("""{"n":12345678901234567890.123456789,"e":1e400}""")]
    [InlineData("""{"text":"é — 漢"}""")]
    public void What_is_not_changed_keeps_its_value(string body) =>
        Assert.Equal(body[..^1] + ",\"new\":1}", Apply("new", "1", body));

    [Fact]
    public void Characters_that_the_emulator_refuses_are_escaped_as_Json_allows() =>
        Assert.Equal("""{"text":"\uD83D\uDE00","new":1}""", Apply("new", "1", "{\"text\":\"\U0001F600\"}"));

    private static string Apply(string path, string? json, string body) => new JsonChange([new JsonChange.Step(MemberPath.Parse(path)!, json)]).Apply(body);
}
