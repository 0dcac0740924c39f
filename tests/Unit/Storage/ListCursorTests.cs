using System.Text;
using CsCheck;
using Orders.Model;
using Orders.Storage;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Storage;

public sealed class ListCursorTests
{
    // Times, and what else a range key may be: any text of Unicode.
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Long[0, 4_102_444_800_000].Select(static milliseconds => Timestamp.Format(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))),
        Gen.Int[0, 6].Select(static n => new[] { "a", "Z", "9", "\uFFFD", "\uE000", "😀", "é" }[n]).Array[1, 4].Select(string.Concat));

    private static readonly Gen<ListCursor> Cursors = Gen.Select(Texts, Gen.ULong).Select(static (text, tie) => new ListCursor(text, tie));

    [Fact]
    public void A_cursor_survives_its_text() => Cursors.Sample(
        static cursor => ListCursor.TryParse(cursor.ToString(), out var read) && read == cursor, iter: 10_000);

    [Fact]
    public void Cursors_sort_as_the_index_does_by_the_bytes_of_the_text() => Gen.Select(Cursors, Cursors).Sample(
        static (left, right) =>
            left < right == (Compare(left.CreatedAt, right.CreatedAt) < 0 || (left.CreatedAt == right.CreatedAt && left.Tie < right.Tie))
            && left <= right == !(left > right) && left >= right == !(left < right),
        iter: 10_000);

    [Fact]
    public void A_cursor_does_not_tell_the_order_it_stands_at()
    {
        var id = OrderId.FromKey("queue", "key-1");
        var text = Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(ListCursor.Of($"{id}", Now).ToString()));
        Assert.DoesNotContain($"{id}"[..4], text, StringComparison.Ordinal);
        Assert.NotEqual(ListCursor.Of($"{id}", Now), ListCursor.Of($"{OrderId.FromKey("queue", "key-2")}", Now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("f_________8AAAAAAAAAAA")]
    [InlineData("gAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAABogqF8f066Z_uKnw-iQ")]
    [InlineData("AgAAAAAAAAAA")]
    [InlineData("AgAAAAAAAAAA_w")]
    public void What_no_cursor_wrote_is_refused(string? text) => Assert.False(ListCursor.TryParse(text, out _));

    [Fact]
    public void A_text_longer_than_a_range_key_is_refused() =>
        Assert.Equal((true, false), (IsRead(new string('a', 1024)), IsRead(new string('a', 1025))));

    private static string Now => Timestamp.Format(Given.Now);

    private static bool IsRead(string createdAt) => ListCursor.TryParse(new ListCursor(createdAt, 7).ToString(), out _);

    private static int Compare(string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
