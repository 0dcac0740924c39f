using System.Text;
using Amazon.Lambda.Serialization.SystemTextJson.Json;

namespace Orders.Tests.Unit.AmazonLambda;

public sealed class StringPoolTests
{
    private readonly StringPool _pool = new();

    [Fact]
    public void Texts_that_differ_in_any_one_byte_or_in_length_are_told_apart()
    {
        for (var length = 0; length <= 40; length++)
        {
            var text = new string('a', length);
            Assert.Equal(text, Get(text));
            for (var at = 0; at < length; at++)
            {
                var other = text.Remove(at, 1).Insert(at, "b");
                Assert.Equal(other, Get(other));
                Assert.Equal(text, Get(text));
            }
        }
    }

    [Theory]
    [InlineData("S")]
    [InlineData("status")]
    [InlineData("idempotency_key")]
    [InlineData("arn:aws:sqs:eu-central-1:123456789012:orders")]
    public void The_same_text_is_the_same_string(string text) => Assert.Same(Get(text), Get(text));

    private string Get(string text) => _pool.Get(Encoding.UTF8.GetBytes(text));
}
