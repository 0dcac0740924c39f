using Amazon.SQS.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

/// <summary>A sender's own attributes, whatever their names, come back as they were however often their message goes round.</summary>
public sealed class OwnAttributeTests : IDisposable
{
    private const string LooksLikeOurs = """{"count":3,"by":"x","at":"2026-01-01T00:00:00Z"}""";

    private readonly LetterBench _bench = new();

    public static TheoryData<string, string> Theirs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var type in (string[])["String", "String.mine", "Number", "Binary"])
            {
                foreach (var value in (string[])["7", LooksLikeOurs, """{"\ud800":1}""", """{"count":2147483647,"by":"x","at":"2026-01-01T00:00:00Z","message_id":"m"}"""])
                {
                    data.Add(type, value);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Theirs))]
    public async Task An_attribute_named_as_ours_survives_three_rounds_and_blocks_none(string type, string value)
    {
        foreach (var more in (int[])[0, 8])
        {
            var bench = new LetterBench();
            var attributes = Enumerable.Range(0, more).ToDictionary(static i => $"z{i}", static i => LetterBench.Text($"{i}"));
            attributes["redrive"] = Value(type, value);
            attributes["dead_letter"] = Value(type, value);
            bench.Put(attributes: attributes);

            for (var round = 1; round <= 3; round++)
            {
                bench.Time.Advance(TimeSpan.FromSeconds(1));
                Assert.Equal(1, (await bench.RedriveAsync()).Count(RedriveOutcome.Sent));
                var back = Assert.Single(bench.Sqs.Consume(Given.OrdersQueue));
                Assert.InRange(back.Attributes.Count, 3 + more - 1, 10);
                bench.Put(attributes: new(back.Attributes));
            }

            var letter = Assert.Single((await bench.SelectAsync(new LetterFilter())).Letters);
            Assert.Equal(("type", 3), (letter.Reason.Code, letter.Redrive!.Count));
            Assert.Equal(Describe(attributes), Describe(letter.SendersAttributes));
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(RedriveOutcome.Refused, Assert.Single((await bench.RedriveAsync()).Results).Outcome);
            bench.Clean();
        }
    }

    [Fact]
    public async Task A_message_that_SQS_itself_moved_keeps_what_its_sender_called_dead_letter()
    {
        _bench.Sqs.Put(Given.DeadLetterQueue, "{}", new() { ["dead_letter"] = LetterBench.Text("""{"code":"type"}""") });

        await _bench.RedriveAsync();

        Assert.Equal("""{"code":"type"}""", Assert.Single(_bench.Sqs.On(Given.OrdersQueue)).Attributes["dead_letter"].StringValue);
    }

    [Theory]
    [InlineData("""{"count":0,"by":"x","at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"count":1001,"by":"x","at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"count":2147483647,"by":"x","at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("x")]
    public async Task A_label_of_ours_on_what_is_not_ours_blocks_nothing(string value)
    {
        _bench.Put(attributes: new() { ["redrive"] = LetterBench.Text(value, "String.OrdersRedrive") });

        Assert.Equal(1, (await _bench.RedriveAsync()).Count(RedriveOutcome.Sent));
    }

    [Theory]
    [InlineData("""{"name":"AWS.x","data_type":"String","string_value":"x"}""")]
    [InlineData("""{"name":"","data_type":"String","string_value":"x"}""")]
    [InlineData("""{"name":"x","data_type":"","string_value":"x"}""")]
    [InlineData("""{"name":"x","data_type":"String"}""")]
    public async Task A_forged_attribute_that_SQS_would_refuse_does_not_hold_up_its_neighbours(string displaced)
    {
        var odd = _bench.Sqs.Put(
            Given.DeadLetterQueue, "{}", new() { ["dead_letter"] = LetterBench.Text($$"""{"code":"type","displaced_attribute":{{displaced}}}""", "String.OrdersDeadLetter") });
        _bench.Put();

        var report = await _bench.RedriveAsync();

        Assert.Equal(1, report.Count(RedriveOutcome.Sent));
        var refused = Assert.Single(report.Results, static result => result.Outcome == RedriveOutcome.Refused);
        Assert.Equal(odd, refused.Entry.Letter.Id);
        Assert.StartsWith("SQS does not accept it: attributes.", refused.Cause, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Clean();

    private static MessageAttributeValue Value(string type, string value) => type == "Binary"
        ? new() { DataType = type, BinaryValue = new MemoryStream([.. value.Select(static character => (byte)character)]) }
        : LetterBench.Text(value, type);

    private static IEnumerable<(string, string, string)> Describe(IEnumerable<KeyValuePair<string, MessageAttributeValue>> attributes) => attributes
        .OrderBy(static attribute => attribute.Key, StringComparer.Ordinal)
        .Select(static attribute => (
            attribute.Key,
            attribute.Value.DataType,
            attribute.Value.StringValue ?? Convert.ToBase64String(attribute.Value.BinaryValue.ToArray())));
}
