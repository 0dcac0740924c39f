using System.Text;
using Orders.Local.Mappings;

namespace Orders.Tests.Unit.Local;

public sealed class BatchResponseTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"batchItemFailures":null}""")]
    [InlineData("""{"batchItemFailures":[]}""")]
    public void An_empty_or_null_answer_is_full_success(string answer)
    {
        var response = Read(answer);

        Assert.True(response.IsValid);
        Assert.Empty(response.Failures);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("\"OK\"")]
    [InlineData("[]")]
    [InlineData("""{"BatchItemFailures":[{"itemIdentifier":"a"}]}""")]
    [InlineData("""{"batchItemFailures":{}}""")]
    [InlineData("""{"batchItemFailures":["a"]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":1}]}""")]
    [InlineData("""{"batchItemFailures":[{"ItemIdentifier":"a"}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"unknown"}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"unknown"}]}""")]
    public void An_answer_that_cannot_be_used_fails_the_whole_batch(string answer) => Assert.False(Read(answer).IsValid);

    [Fact]
    public void The_named_records_failed_and_a_name_given_twice_counts_once()
    {
        var response = Read("""{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"b"},{"itemIdentifier":"c"}]}""");

        Assert.True(response.IsValid);
        Assert.Equal(["b", "c"], response.Failures.Order());
    }

    static BatchResponse Read(string answer) => BatchResponse.Read(Encoding.UTF8.GetBytes(answer), static id => id is "a" or "b" or "c");
}
