using Orders.Messages;
using Orders.Model;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Validation;

public sealed class PlacedAtTests
{
    private readonly ProcessorHarness _processor = new();

    [Theory]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:00:00-01:00")]
    [InlineData("2026-11-23T22:33:00.123Z")]
    public async Task A_time_within_the_limits_is_taken(string placedAt)
    {
        Assert.Empty(await _processor.HandleAsync(Message("m", Place(placedAt))));

        Assert.Empty(_processor.DeadLetters);
        Assert.Single(_processor.DynamoDb.Rows);
    }

    [Theory]
    [InlineData("1969-12-31T23:59:59Z", "range")]
    [InlineData("1969-12-31T23:59:59.999Z", "range")]
    [InlineData("1970-01-01T00:30:00+01:00", "range")]
    [InlineData("0001-01-01T00:00:00Z", "range")]
    [InlineData("2026-11-23T22:33:00.124Z", "range")]
    [InlineData("2099-12-31T00:00:00Z", "range")]
    [InlineData("9999-12-31T23:59:59.999Z", "range")]
    // A text of twenty characters that ends in a point ended the whole batch.
    [InlineData("xxxxxxxxxxxxxx-xxxx.", "format")]
    public async Task Any_other_is_a_dead_letter_with_its_reason_and_its_neighbour_is_placed(string placedAt, string code)
    {
        Assert.Empty(await _processor.HandleAsync(Message("m1", Place(placedAt)), Message("m2", ProcessorHarness.Place("other"))));

        Assert.Equal(("placed_at", code), FieldAndCode(Assert.Single(_processor.DeadLetters)));
        Assert.Single(_processor.DynamoDb.Rows);
    }

    [Fact]
    public void A_redelivery_gets_the_same_verdict_and_a_redrive_at_a_later_time_may_get_another()
    {
        var body = Place("2026-11-23T22:38:00Z");

        Assert.Equal("placed_at", Assert.Single(OrderMessageReader.Read(body, Given.Now, null).Errors).Field);
        Assert.Equal("placed_at", Assert.Single(OrderMessageReader.Read(body, Given.Now, null).Errors).Field);
        Assert.True(OrderMessageReader.Read(body, Given.Now.AddMinutes(5), null).IsValid);
        Assert.Contains($"{OrderLimits.PlacedAtMinutesAhead} minutes", OrderMessageReader.Read(body, Given.Now, null).Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_was_sent_at_the_end_of_the_calendar_is_read() =>
        Assert.True(OrderMessageReader.Read(Place("2099-12-31T00:00:00Z"), DateTimeOffset.MaxValue, null).IsValid);

    private static string Place(string placedAt) => $$"""{"item":"kettle","quantity":1,"idempotency_key":"k","placed_at":"{{placedAt}}"}""";
}
