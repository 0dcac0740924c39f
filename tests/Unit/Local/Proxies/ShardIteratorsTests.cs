using System.Text;
using Orders.Local.Proxies;

namespace Orders.Tests.Unit.Local.Proxies;

public sealed class ShardIteratorsTests
{
    const string Arn = "arn:aws:dynamodb:ap-south-1:000000000000:table/Orders/stream/2026-11-24T00:00:00.000";

    readonly ShardIterators _iterators = new();

    [Fact]
    public void An_iterator_leads_to_its_stream_from_page_to_page()
    {
        Learn("GetShardIterator", $$"""{"StreamArn":"{{Arn}}"}""", """{"ShardIterator":"one"}""");
        Assert.Equal("table/Orders/stream", _iterators.StreamOf("one"));

        Learn("GetRecords", """{"ShardIterator":"one"}""", """{"Records":[],"NextShardIterator":"two"}""");

        Assert.Equal("table/Orders/stream", _iterators.StreamOf("two"));
        Assert.Null(_iterators.StreamOf("one"));
    }

    [Fact]
    public void An_iterator_that_is_given_again_stays_known()
    {
        Learn("GetShardIterator", $$"""{"StreamArn":"{{Arn}}"}""", """{"ShardIterator":"one"}""");

        Learn("GetRecords", """{"ShardIterator":"one"}""", """{"Records":[],"NextShardIterator":"one"}""");

        Assert.NotNull(_iterators.StreamOf("one"));
    }

    [Theory]
    [InlineData("GetRecords", """{"ShardIterator":"unseen"}""", """{"NextShardIterator":"one"}""")]
    [InlineData("GetShardIterator", """{"StreamArn":"x"}""", "gibberish")]
    [InlineData("GetShardIterator", """{"StreamArn":"x"}""", """{"ShardIterator":7}""")]
    [InlineData("PutItem", """{"StreamArn":"x"}""", """{"ShardIterator":"one"}""")]
    public void Nothing_is_learnt_from_other_answers(string operation, string request, string answer)
    {
        Learn(operation, request, answer);

        Assert.Null(_iterators.StreamOf("one"));
    }

    void Learn(string operation, string request, string answer) => _iterators.Learn(operation, Encoding.UTF8.GetBytes(request), Encoding.UTF8.GetBytes(answer));
}
