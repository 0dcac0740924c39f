using System.Text;
using Orders.Model;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.ProcessorHarness;
using MessageAttribute = Amazon.Lambda.SQSEvents.SQSEvent.MessageAttribute;

namespace Orders.Tests.Unit.Processor;

public sealed class DeadLetterTests
{
    private const string Poison = "{ \"item\" : 1,\u00e9😀 }";

    private readonly ProcessorHarness _processor = new();

    [Fact]
    public async Task The_log_line_of_a_rejected_message_has_its_order_and_its_trace()
    {
        var id = OrderId.FromKey("queue", "key-1");
        _processor.DynamoDb.Add(Given.Order("key-1").After(OrderStatus.Cancelled));
        var message = ProcessorHarness.Message("m", ProcessorHarness.Change(id, OrderStatus.Processing));
        message.MessageAttributes = new() { ["traceparent"] = new() { DataType = "String", StringValue = Given.Trace } };
        _processor.Context.TraceId = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

        await _processor.HandleAsync(message, ProcessorHarness.Message("n", "junk"));

        var lines = _processor.Lines.Of("MessageRejected").ToDictionary(static line => line.Text("MessageId")!);
        Assert.Equal((id.ToString(), Given.Trace.Substring(3, 32)), (lines["m"].Text("orderId"), lines["m"].Text("traceId")));
        Assert.Equal((null, "5759e988bd862e3fe1be46a994272793"), (lines["n"].Text("orderId"), lines["n"].Text("traceId")));
    }

    [Fact]
    public async Task A_dead_letter_says_what_is_wrong_when_and_where()
    {
        Assert.Empty(await _processor.HandleAsync(Message("poison", """{"idempotency_key":"k","item":"a","quantity":0}""", receiveCount: 3)));
        var reason = Reason(Assert.Single(_processor.DeadLetters));
        Assert.Equal(
            ("range", "quantity", "quantity must be an integer from 1 to 1,000,000", "2026-11-23T22:28:00.123Z", "poison", "request-1"),
            (reason.Text("code"), reason.Text("field"), reason.Text("message"), reason.Text("failed_at"), reason.Text("message_id"), reason.Text("request_id")));
        Assert.Equal(3, reason.GetProperty("receive_count").GetInt32());
        Assert.False(reason.TryGetProperty("displaced_attribute", out _));
        var log = Assert.Single(_processor.Lines.Of("MessageRejected"));
        Assert.Equal(("poison", "quantity", "range"), (log.Text("MessageId"), log.Text("Field"), log.Text("Code")));
    }

    [Fact]
    public async Task Body_attributes_and_group_survive()
    {
        var message = Message("poison", Poison, group: "tenant-7");
        message.MessageAttributes = new Dictionary<string, MessageAttribute>
        {
            ["text"] = Attribute("String", "héllo"),
            ["number"] = Attribute("Number", "1.50"),
            ["custom"] = Attribute("Number.int", "3"),
            ["binary"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([0, 255, 1]), StringListValues = [], BinaryListValues = [] },
        };
        Assert.Empty(await _processor.HandleAsync(message));

        var letter = Assert.Single(_processor.DeadLetters);
        Assert.Equal(Poison, letter.MessageBody);
        Assert.Equal("tenant-7", letter.MessageGroupId);
        Assert.Equal(5, letter.MessageAttributes.Count);
        Assert.Equal(("String", "héllo"), (letter.MessageAttributes["text"].DataType, letter.MessageAttributes["text"].StringValue));
        Assert.Equal(("Number", "1.50"), (letter.MessageAttributes["number"].DataType, letter.MessageAttributes["number"].StringValue));
        Assert.Equal("Number.int", letter.MessageAttributes["custom"].DataType);
        Assert.Equal("Binary", letter.MessageAttributes["binary"].DataType);
        Assert.Equal([0, 255, 1], letter.MessageAttributes["binary"].BinaryValue.ToArray());
        Assert.Null(letter.MessageAttributes["binary"].StringValue);
        Assert.All(letter.MessageAttributes.Values, static value => Assert.True(value.StringListValues is not { Count: > 0 } && value.BinaryListValues is not { Count: > 0 }));
    }

    [Fact]
    public async Task The_X_Ray_trace_header_travels_beside_the_attributes()
    {
        const string trace = "Root=1-6a479180-5e6722a7cc56b3a1e7e43d10;Parent=53995c3f42cd8ad8;Sampled=1";
        var message = Message("traced", Poison);
        message.Attributes["AWSTraceHeader"] = trace;
        Assert.Empty(await _processor.HandleAsync(message, Message("untraced", "[")));

        Assert.Equal(
            [(Poison, trace), ("[", null)],
            _processor.DeadLetters.OrderBy(static letter => letter.MessageBody != Poison)
                .Select(static letter => (letter.MessageBody, letter.MessageSystemAttributes?.GetValueOrDefault("AWSTraceHeader")?.StringValue)));
        Assert.All(_processor.DeadLetters, static letter => Assert.Equal(["dead_letter"], letter.MessageAttributes.Keys));
    }

    [Fact]
    public async Task Of_ten_attributes_one_travels_inside_ours()
    {
        var message = Message("poison", Poison);
        message.MessageAttributes = Enumerable.Range(0, 10).ToDictionary(static i => $"a{i}", static i => Attribute("Number", $"{i}"));
        message.MessageAttributes["a9"] = new() { DataType = "Binary", BinaryValue = new MemoryStream(Encoding.UTF8.GetBytes("nine")) };
        Assert.Empty(await _processor.HandleAsync(message));

        var letter = Assert.Single(_processor.DeadLetters);
        Assert.Equal([.. Enumerable.Range(0, 9).Select(static i => $"a{i}"), "dead_letter"], letter.MessageAttributes.Keys.Order());
        var displaced = Reason(letter).GetProperty("displaced_attribute");
        Assert.Equal(("a9", "Binary", "nine"), (displaced.Text("name"), displaced.Text("data_type"), Encoding.UTF8.GetString(displaced.GetProperty("binary_value").GetBytesFromBase64())));
    }

    [Fact]
    public async Task Of_nine_attributes_all_stay()
    {
        var message = Message("poison", Poison);
        message.MessageAttributes = Enumerable.Range(0, 9).ToDictionary(static i => $"a{i}", static i => Attribute("String", $"{i}"));
        Assert.Empty(await _processor.HandleAsync(message));
        Assert.Equal(10, Assert.Single(_processor.DeadLetters).MessageAttributes.Count);
        Assert.False(Reason(_processor.DeadLetters[0]).TryGetProperty("displaced_attribute", out _));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("z")]
    public async Task What_an_earlier_round_said_is_replaced(string prefix)
    {
        var message = Message("poison", Poison);
        message.MessageAttributes = Enumerable.Range(0, 9).ToDictionary(i => $"{prefix}{i}", static i => Attribute("String", $"{i}"));
        message.MessageAttributes["dead_letter"] = Attribute(
            "String.OrdersDeadLetter", $$$"""{"code":"old","displaced_attribute":{"name":"{{{prefix}}}9","data_type":"String","string_value":"9"}}""");
        Assert.Empty(await _processor.HandleAsync(message));
        var letter = Assert.Single(_processor.DeadLetters);
        Assert.Equal("malformed_json", Reason(letter).Text("code"));
        Assert.Equal(10, letter.MessageAttributes.Count);
        Assert.Equal(($"{prefix}9", "9"), (Reason(letter).GetProperty("displaced_attribute").Text("name"), Reason(letter).GetProperty("displaced_attribute").Text("string_value")));
    }

    [Theory]
    [InlineData("String", "x")]
    [InlineData("String", "x", "z")]
    [InlineData("String", """{"\ud800":1}""")]
    [InlineData("String.mine", """{"code":"type","field":"quantity","message":"m","failed_at":"2026-01-01T00:00:00.000Z","receive_count":1,"message_id":"m","request_id":"r"}""")]
    public async Task A_senders_own_dead_letter_travels_inside_ours(string type, string value, string prefix = "a")
    {
        var message = Message("poison", Poison);
        message.MessageAttributes = Enumerable.Range(0, 9).ToDictionary(i => $"{prefix}{i}", static i => Attribute("String", $"{i}"));
        message.MessageAttributes["dead_letter"] = Attribute(type, value);
        Assert.Empty(await _processor.HandleAsync(message));

        var letter = Assert.Single(_processor.DeadLetters);
        Assert.Equal("String.OrdersDeadLetter", letter.MessageAttributes["dead_letter"].DataType);
        Assert.Equal(10, letter.MessageAttributes.Count);
        var displaced = Reason(letter).GetProperty("displaced_attribute");
        Assert.Equal(("dead_letter", type, value), (displaced.Text("name"), displaced.Text("data_type"), displaced.Text("string_value")));
    }

    [Fact]
    public async Task A_letter_that_cannot_be_sent_hands_its_message_back()
    {
        _processor.Sqs.RefuseEntry = static (entry, _) => entry.MessageBody == Poison ? Faults.Transient : null;
        var again = await _processor.HandleAsync(Message("lost?", Poison), Message("put away", "["));
        Assert.Equal(["lost?"], again);
        Assert.Equal("[", Assert.Single(_processor.DeadLetters).MessageBody);
        Assert.Equal(2, _processor.Hidden["handle-lost?"]);
        Assert.Equal(1, _processor.Lines.Metric("DeadLetters"));
    }

    [Fact]
    public async Task A_letter_that_fails_once_is_sent_again_and_the_message_is_done()
    {
        _processor.Sqs.RefuseEntry = static (_, call) => call == 1 ? Faults.Transient : null;
        Assert.Empty(await _processor.HandleAsync(Message("poison", Poison)));
        Assert.Single(_processor.DeadLetters);
    }

    [Fact]
    public async Task Letters_go_ten_at_a_time()
    {
        Assert.Empty(await _processor.HandleAsync([.. Enumerable.Range(0, 23).Select(static i => Message($"m{i}", $"[{i}"))]));
        Assert.Equal(Enumerable.Range(0, 23).Select(static i => $"[{i}").Order(), _processor.DeadLetters.Select(static letter => letter.MessageBody).Order());
        Assert.Equal(3, _processor.Sqs.Sends.Count);
    }

    [Fact]
    public async Task A_body_that_leaves_no_room_for_its_reason_is_left_to_SQS_and_does_not_slow_the_polling()
    {
        // SQS takes 1 MiB of body and attributes together, so such a message cannot get one attribute more: only SQS's own move
        // puts it away whole. That is no sign of a dependency that is away.
        Assert.Equal(["large"], await _processor.HandleAsync(Message("large", new string('x', 1024 * 1024))));
        Assert.Equal("MessageTooLong", Assert.Single(_processor.Lines.Of("DeadLetterNotSent")).Text("Cause"));
        Assert.Empty(_processor.DeadLetters);
    }

    private static MessageAttribute Attribute(string type, string value) =>
        new() { DataType = type, StringValue = value, StringListValues = [], BinaryListValues = [] };
}
