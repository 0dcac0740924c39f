using System.Globalization;
using CsCheck;
using Orders.Model;

namespace Orders.Tests.Unit.Model;

public sealed class TimestampTests
{
    [Theory]
    [InlineData("2026-11-23T22:28:00Z", "2026-11-23T22:28:00.000Z")]
    [InlineData("2026-11-23T22:28:00.1Z", "2026-11-23T22:28:00.100Z")]
    [InlineData("2026-11-23T22:28:00.1239999Z", "2026-11-23T22:28:00.123Z")]
    [InlineData("2026-11-23T22:28:00.123+02:00", "2026-11-23T20:28:00.123Z")]
    [InlineData("2026-01-01T12:30:00-14:00", "2026-01-02T02:30:00.000Z")]
    public void A_time_is_kept_in_UTC_with_milliseconds(string given, string kept)
    {
        Assert.True(Timestamp.TryParse(given, out var time));
        Assert.Equal(kept, Timestamp.Format(time));
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-11-23")]
    [InlineData("2026-11-23T22:28:00")]
    [InlineData("2026-11-23T22:28:00.000")]
    [InlineData("2026-11-23T22:28:00.0000000")]
    [InlineData("2026-11-23 22:28:00Z")]
    [InlineData("2026-11-23T22:28:00z ")]
    [InlineData("2026-11-23T22:28:00.Z")]
    [InlineData("2026-11-23T22:28:00.+01:00")]
    [InlineData("2026-13-23T22:28:00Z")]
    [InlineData("2026-02-29T22:28:00Z")]
    [InlineData("2026-11-23T24:00:00Z")]
    [InlineData("2026-11-23T22:28:60.000Z")]
    [InlineData("2026-11-23T22:60:00.000Z")]
    [InlineData("2026-02-30T22:28:00.000Z")]
    [InlineData("2026-00-10T22:28:00.000Z")]
    [InlineData("0000-01-01T22:28:00.000Z")]
    [InlineData("2026-11-23T22:28:00.0\u06600Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("1732400880")]
    [InlineData("xxxxxxxxxxxxxx-xxxx.")]
    [InlineData("2026-11-23T22:+8:00.")]
    [InlineData("٢٠٢٦-11-23T22:28:00Z")]
    public void A_text_that_is_no_time_with_an_offset_is_refused(string? text) => Assert.False(Timestamp.TryParse(text, out _));

    [Fact]
    public void A_text_in_the_form_of_rows_is_read_as_the_framework_reads_it() =>
        Gen.Select(Times, Gen.Int[0, 23], Gen.Char["0123456789-:.TZ+ "]).Sample((time, at, letter) =>
        {
            var text = Timestamp.Format(time).Remove(at, 1).Insert(at, letter.ToString());
            var isTime = DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expected);
            if (isTime)
            {
                Assert.True(Timestamp.TryParse(text, out var read));
                Assert.Equal(expected, read);
            }
            else if (text[23] == 'Z' && text[19] == '.')
            {
                Assert.False(Timestamp.TryParse(text, out _));
            }
        });

    [Fact]
    public void Every_time_survives_its_text_and_texts_sort_as_times() => Gen.Select(Times, Times).Sample(
        static (left, right) =>
            Timestamp.TryParse(Timestamp.Format(left), out var read) && read == Timestamp.ToMilliseconds(left)
            && Math.Sign(string.CompareOrdinal(Timestamp.Format(left), Timestamp.Format(right)))
                == Timestamp.ToMilliseconds(left).CompareTo(Timestamp.ToMilliseconds(right)),
        iter: 10_000);

    [Fact]
    public void A_time_is_moved_up_to_the_ends_of_the_calendar() => Gen.Select(Times, Gen.Long).Sample(
        static (time, ticks) => (long)Int128.Clamp((Int128)time.Ticks + ticks, 0, DateTime.MaxValue.Ticks) == Timestamp.Shift(time, TimeSpan.FromTicks(ticks)).Ticks,
        iter: 10_000);

    [Fact]
    public void No_text_whatever_its_length_and_letters_does_more_than_be_refused() => Gen.String[Gen.Char["0123456789-:.TZ+ xé"], 0, 36].Sample(
        static text => { _ = Timestamp.TryParse(text, out _); }, iter: 10_000);

    private static Gen<DateTimeOffset> Times { get; } =
        Gen.Long[0, DateTime.MaxValue.Ticks].Select(static ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
