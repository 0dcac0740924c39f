using CsCheck;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class CoveredTextTests
{
    [Fact]
    public void What_is_edited_has_its_addresses_again_when_it_is_uncovered()
    {
        var covered = new CoveredText("""{"item":"kettle","quantity":"2","customer_email":"zoe@example.com","metadata":{"cc":"zack@example.com"}}""");

        Assert.Equal("""{"item":"kettle","quantity":"2","customer_email":"z…@…","metadata":{"cc":"z…2@…"}}""", covered.Text);
        Assert.True(covered.TryUncover(covered.Text.Replace("\"2\"", "2", StringComparison.Ordinal), out var edited));
        Assert.Equal("""{"item":"kettle","quantity":2,"customer_email":"zoe@example.com","metadata":{"cc":"zack@example.com"}}""", edited);
    }

    [Fact]
    public void An_address_may_be_moved_removed_or_replaced()
    {
        var covered = new CoveredText("zoe@example.com, adam@example.com");

        Assert.True(covered.TryUncover("a…@… and eve@example.org", out var edited));
        Assert.Equal("adam@example.com and eve@example.org", edited);
    }

    [Fact]
    public void A_cover_that_stands_for_nothing_is_found() => Assert.False(new CoveredText("zoe@example.com").TryUncover("y…@…", out _));

    [Fact]
    public void The_same_address_has_one_cover() => Assert.Equal("z…@… z…@…", new CoveredText("zoe@example.com zoe@example.com").Text);

    [Fact]
    public void No_address_is_seen_and_every_text_comes_back_as_it_was() =>
        Gen.OneOf(
                Gen.Const("zoe@example.com"), Gen.Const("zoe\\u0040example.com"), Gen.Const("zack@example.com"), Gen.Const("z…@…"), Gen.Const("z…2@…"),
                Gen.Const("@"), Gen.Const("…"), Gen.Const("\","), Gen.Const(" "), Gen.String[Gen.Char["aZ1 …@\"\\<>:,;"], 0, 6])
            .Array[0, 8]
            .Select(string.Concat)
            .Sample(
                static text =>
                {
                    var covered = new CoveredText(text);
                    Assert.DoesNotMatch(@"(zoe|zack)(@|\\u0040)", covered.Text);
                    Assert.True(covered.TryUncover(covered.Text, out var same));
                    Assert.Equal(text, same);
                },
                iter: 10_000);
}
