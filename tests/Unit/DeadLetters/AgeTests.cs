using Amazon.SQS.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class AgeTests
{
    [Theory]
    [InlineData("2026-11-23T22:28:00.122Z", "0s")]
    [InlineData("2026-11-23T22:27:00.000Z", "1m")]
    [InlineData("2026-11-23T22:33:00.000Z", "0s")]
    [InlineData("2026-11-23T22:33:00.124Z", "5m ahead")]
    [InlineData("2099-12-31T00:00:00.000Z", "26700d ahead")]
    [InlineData("9999-12-31T23:59:59.999Z", "2912116d ahead")]
    [InlineData("0001-01-01T00:00:00.000Z", "739942d")]
    public void An_age_is_told_whenever_the_time_is(string time, string told) => Assert.Equal(told, Age.Describe(Given.Now - DateTimeOffset.Parse(time)));

    [Theory]
    [InlineData("SentTimestamp", "253402300800000")]
    [InlineData("SentTimestamp", "9223372036854775807")]
    [InlineData("SentTimestamp", "-1")]
    [InlineData("ApproximateReceiveCount", "4294967296")]
    [InlineData("ApproximateReceiveCount", "9223372036854775808")]
    [InlineData("ApproximateReceiveCount", "many")]
    public void A_message_is_taken_apart_whatever_its_system_attributes_are(string name, string value)
    {
        var letter = Letter.Of(new Message
        {
            MessageId = "m", ReceiptHandle = "r", Body = "{}", Attributes = new() { [name] = value },
            MessageAttributes = new() { ["dead_letter"] = new() { DataType = "String", StringValue = """{"code":"range","failed_at":"9999-12-31T23:59:59.999Z"}""" } },
        });

        Assert.InRange(letter.Message.ReceiveCount, 1, int.MaxValue);
        Assert.EndsWith(" ahead", Age.Describe(Given.Now - letter.Since), StringComparison.Ordinal);
    }
}
