using CsCheck;
using Orders.Model;
using Orders.Storage;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Storage;

public sealed class ListCursorTests
{
    private static readonly Gen<ListCursor> Cursors = Gen.Select(Gen.Long[0, 4_102_444_800_000], Gen.ULong)
        .Select(static (milliseconds, tie) => new ListCursor(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), tie));

    [Fact]
    public void A_cursor_survives_its_text() => Cursors.Sample(
        static cursor => ListCursor.TryParse(cursor.ToString(), out var read) && read == cursor, iter: 10_000);

    [Fact]
    public void Cursors_sort_by_age_first() => Gen.Select(Cursors, Cursors).Sample(
        static (left, right) =>
            left < right == (left.CreatedAt < right.CreatedAt || (left.CreatedAt == right.CreatedAt && left.Tie < right.Tie))
            && left <= right == !(left > right) && left >= right == !(left < right),
        iter: 10_000);

    [Fact]
    public void A_cursor_does_not_tell_the_order_it_stands_at()
    {
        var id = OrderId.FromKey("queue", "key-1");
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(ListCursor.Of(id, Given.Now).ToString());
        Assert.Equal(-1, bytes.AsSpan().IndexOf(id.Value.ToByteArray(bigEndian: true).AsSpan(0, 4)));
        Assert.NotEqual(ListCursor.Of(id, Given.Now), ListCursor.Of(OrderId.FromKey("queue", "key-2"), Given.Now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("f_________8AAAAAAAAAAA")]
    [InlineData("gAAAAAAAAAAAAAAAAAAAAA")]
    public void What_no_cursor_wrote_is_refused(string? text) => Assert.False(ListCursor.TryParse(text, out _));
}
