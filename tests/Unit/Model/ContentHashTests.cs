using System.Text;
using CsCheck;
using Orders.Model;
using Orders.Tests.Unit.Support;
using Orders.Validation;

namespace Orders.Tests.Unit.Model;

public sealed class ContentHashTests
{
    private static readonly Gen<string> Words =
        Gen.Int[0, 7].Select(static index => new[] { "", "a", "b", "ab", "kettle", "é", "😀", "anonymous" }[index]);

    private static readonly Gen<OrderContent> Contents = Gen.Select(
        Words.Where(static item => item.Length > 0), Gen.Int[1, 3], Words, Words, Gen.Dictionary(Words.Where(static key => key.Length > 0), Words)[0, 3]).Select(
        static (item, quantity, name, email, metadata) => new OrderContent
        {
            Item = item,
            Quantity = quantity,
            CustomerName = name,
            CustomerEmail = email.Length == 0 ? null : email,
            Metadata = metadata,
        });

    [Theory]
    [InlineData("""{"quantity":2,"item":"kettle"}""")]
    [InlineData("""  { "item" : "kettle" ,  "quantity" : 2 }  """)]
    [InlineData("""{"item":"\u006bettle","quantity":2}""")]
    [InlineData("""{"item":"kettle","quantity":2,"customer_name":"anonymous"}""")]
    [InlineData("""{"item":"kettle","quantity":2,"metadata":{}}""")]
    [InlineData("""{"item":"kettle","quantity":2,"idempotency_key":"k"}""")]
    public void The_same_content_has_one_hash_however_it_is_written(string json) =>
        Assert.Equal(Hash("""{"item":"kettle","quantity":2}"""), Hash(json));

    [Fact]
    public void The_order_of_metadata_does_not_matter() => Assert.Equal(
        Hash("""{"item":"kettle","quantity":2,"metadata":{"a":"1","b":"2"}}"""),
        Hash("""{"item":"kettle","quantity":2,"metadata":{"b":"2","a":"1"}}"""));

    [Theory]
    [InlineData("""{"item":"kettles","quantity":2}""")]
    [InlineData("""{"item":"Kettle","quantity":2}""")]
    [InlineData("""{"item":"kettle","quantity":3}""")]
    [InlineData("""{"item":"kettle","quantity":2,"customer_name":"Ann"}""")]
    [InlineData("""{"item":"kettle","quantity":2,"customer_name":""}""")]
    [InlineData("""{"item":"kettle","quantity":2,"customer_email":"ann@example.com"}""")]
    [InlineData("""{"item":"kettle","quantity":2,"metadata":{"a":"1"}}""")]
    public void Any_other_content_has_another_hash(string json) =>
        Assert.NotEqual(Hash("""{"item":"kettle","quantity":2}"""), Hash(json));

    [Fact]
    public void What_moves_from_one_field_to_the_next_changes_the_hash()
    {
        var content = Given.Content();
        Assert.NotEqual(
            ContentHash.Of(content with { Metadata = new Dictionary<string, string> { ["ab"] = "c" } }),
            ContentHash.Of(content with { Metadata = new Dictionary<string, string> { ["a"] = "bc" } }));
    }

    [Fact]
    public void Hashes_are_equal_exactly_where_contents_are() => Gen.Select(Contents, Contents).Sample(
        static (left, right) => (ContentHash.Of(left) == ContentHash.Of(right)) == AreEqual(left, right) && ContentHash.Of(left).Value.Length == 43,
        iter: 10_000);

    [Fact]
    public void The_rule_never_changes_under_its_label() => Assert.Equal("ABahLDB5_QESE1SSBwM9d-GeXOeDVJSlIfSkTL_QNLk", ContentHash.Of(Given.Content()).Value);

    private static bool AreEqual(OrderContent left, OrderContent right) =>
        (left.Item, left.Quantity, left.CustomerName, left.CustomerEmail) == (right.Item, right.Quantity, right.CustomerName, right.CustomerEmail)
        && left.Metadata.Count == right.Metadata.Count
        && left.Metadata.All(pair => right.Metadata.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static ContentHash Hash(string json) =>
        ContentHash.Of(OrderRequestReader.ReadOrders(Encoding.UTF8.GetBytes(json)).Value!.Orders[0].Value!.Content);
}
