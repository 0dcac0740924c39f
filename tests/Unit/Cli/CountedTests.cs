using Orders.Operations.Terminal;

namespace Orders.Tests.Unit.Cli;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 messages", "0 are left")]
    [InlineData(1, "1 message", "1 is left")]
    [InlineData(2, "2 messages", "2 are left")]
    [InlineData(12_345, "12,345 messages", "12,345 are left")]
    public void A_number_has_the_words_that_go_with_it(long count, string noun, string verb) =>
        Assert.Equal((noun, verb), (Counted.Of(count, "message"), Counted.Of(count, "is left", "are left")));
}
