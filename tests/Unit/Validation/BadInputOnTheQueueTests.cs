using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Validation;

public sealed class BadInputOnTheQueueTests
{
    private readonly ProcessorHarness _processor = new();

    [Theory]
    [MemberData(nameof(BadInput.Names), MemberType = typeof(BadInput))]
    public async Task The_dead_letter_names_the_field_and_the_rule_and_keeps_the_body(string name)
    {
        var input = BadInput.Of(name);
        var again = await _processor.HandleAsync(
            ProcessorHarness.Message("bad", input.Body), ProcessorHarness.Message("good", ProcessorHarness.Place("key-1")));

        Assert.Empty(again);
        var letter = Assert.Single(_processor.DeadLetters);
        Assert.Equal(input.Body, letter.MessageBody);
        Assert.Equal((input.Field, input.Code), ProcessorHarness.FieldAndCode(letter));
        Assert.StartsWith(input.Field + " ", ProcessorHarness.Reason(letter).Text("message"), StringComparison.Ordinal);
        Assert.DoesNotContain(BadInput.Secret, letter.MessageAttributes["dead_letter"].StringValue, StringComparison.Ordinal);
        Assert.DoesNotContain(BadInput.Secret, _processor.Lines.Text, StringComparison.Ordinal);
        Assert.Single(_processor.DynamoDb.Rows);
    }

    [Theory]
    [InlineData("""[{"item":"a","quantity":1}]""", "body", "type")]
    [InlineData("""{"item":"a","quantity":1}""", "idempotency_key", "required")]
    [InlineData("""{"type":"order.place","item":"a","quantity":1,"order_id":"nope"}""", "order_id", "format")]
    [InlineData("""{"type":"order.place","item":"a","quantity":1,"order_id":7}""", "order_id", "type")]
    [InlineData("""{"item":"a","quantity":1,"idempotency_key":"k","order_id":"01934f5e-7c00-7000-8000-000000000000"}""", "order_id", "mismatch")]
    [InlineData("""{"item":"a","quantity":1,"idempotency_key":"k","owner":""}""", "owner", "length")]
    [InlineData("""{"item":"a","quantity":1,"idempotency_key":"k","source":"é"}""", "source", "characters")]
    [InlineData("""{"item":"a","quantity":1,"idempotency_key":"k","placed_at":"yesterday"}""", "placed_at", "format")]
    [InlineData("""{"item":"a","quantity":1,"idempotency_key":"k","placed_at":1732400880}""", "placed_at", "type")]
    [InlineData("""{"item":"a","quantity":1,"idempotency_key":"k","status":"PENDING"}""", "status", "unknown_field")]
    [InlineData("""{"type":"order.paint"}""", "type", "value")]
    [InlineData("""{"type":7}""", "type", "type")]
    [InlineData("""{"type":""}""", "type", "length")]
    [InlineData("""{"type":"order.place","type":"order.place"}""", "type", "duplicate_field")]
    [InlineData("""{"type":"order.change_status","status":"PROCESSING"}""", "order_id", "required")]
    [InlineData("""{"type":"order.change_status","order_id":"01934f5e-7c00-7000-8000-000000000000"}""", "status", "required")]
    [InlineData("""{"type":"order.change_status","order_id":"01934f5e-7c00-7000-8000-000000000000","status":"NO_SUCH_STATUS"}""", "status", "value")]
    [InlineData("""{"type":"order.change_status","order_id":"01934f5e-7c00-7000-8000-000000000000","status":7}""", "status", "type")]
    [InlineData("""{"type":"order.change_status","order_id":"01934f5e-7c00-7000-8000-000000000000","status":"PROCESSING","expected_version":0}""", "expected_version", "range")]
    [InlineData("""{"type":"order.change_status","order_id":"01934f5e-7c00-7000-8000-000000000000","status":"PROCESSING","expected_version":1.0}""", "expected_version", "type")]
    [InlineData("""{"type":"order.change_status","order_id":"01934f5e-7c00-7000-8000-000000000000","status":"PROCESSING","reason":""}""", "reason", "length")]
    [InlineData("""{"type":"order.change_status","order_id":"01934f5e-7c00-7000-8000-000000000000","status":"PROCESSING","item":"a"}""", "item", "unknown_field")]
    [InlineData("""{"type":"order.change_status","order_id":"01934f5e-7c00-7000-8000-000000000000","status":"PENDING"}""", "status", "illegal_transition")]
    [InlineData("""{"type":"order.expire_pending"}""", "older_than_hours", "required")]
    [InlineData("""{"type":"order.expire_pending","older_than_hours":0}""", "older_than_hours", "range")]
    [InlineData("""{"type":"order.expire_pending","older_than_hours":8761}""", "older_than_hours", "range")]
    [InlineData("""{"type":"order.expire_pending","older_than_hours":"24"}""", "older_than_hours", "type")]
    [InlineData("""{"type":"order.expire_pending","older_than_hours":24,"order_id":"01934f5e-7c00-7000-8000-000000000000"}""", "order_id", "unknown_field")]
    public async Task A_message_that_breaks_its_types_rule_is_put_away(string body, string field, string code)
    {
        Assert.Empty(await _processor.HandleAsync(ProcessorHarness.Message("bad", body)));
        var letter = Assert.Single(_processor.DeadLetters);
        Assert.Equal((field, code), ProcessorHarness.FieldAndCode(letter));
        Assert.Equal(body, letter.MessageBody);
        Assert.Empty(_processor.DynamoDb.Rows);
    }

    [Fact]
    public async Task A_message_without_a_body_is_put_away()
    {
        var message = ProcessorHarness.Message("bad", "");
        message.Body = null;
        Assert.Empty(await _processor.HandleAsync(message));
        Assert.Equal(("body", "required"), ProcessorHarness.FieldAndCode(Assert.Single(_processor.DeadLetters)));
    }

    [Fact]
    public async Task A_message_without_its_attributes_is_handled_all_the_same()
    {
        var message = ProcessorHarness.Message("bare", ProcessorHarness.Place("key-1"));
        (message.Attributes, message.MessageAttributes, message.EventSourceArn) = (null, null, null);
        Assert.Empty(await _processor.HandleAsync(message));
        Assert.Equal(DateTimeOffset.UnixEpoch, _processor.DynamoDb.Find(OrderId.FromKey("queue", "key-1"))?.CreatedAt);
    }

    [Theory]
    [InlineData("""{"item":"kettle","quantity":1,"order_id":"01934f5e-7c00-7000-8000-000000000000","ada@example.com":1}""", "unknown")]
    [InlineData("""{"item":"kettle","quantity":1,"order_id":"01934f5e-7c00-7000-8000-000000000000","metadata":{"ada@example.com":1}}""", "metadata")]
    [InlineData("""{"item":"kettle","quantity":"1","order_id":"01934f5e-7c00-7000-8000-000000000000"}""", "quantity")]
    public async Task A_name_that_the_sender_made_up_is_not_logged(string body, string logged)
    {
        var processor = new ProcessorHarness();

        await processor.HandleAsync(ProcessorHarness.Message("1", body));

        Assert.Equal(logged, Assert.Single(processor.Lines.Of("MessageRejected")).GetProperty("Field").GetString());
        Assert.DoesNotContain("ada@example.com", processor.Lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_or_an_attribute_that_is_null_does_not_hold_up_its_neighbours()
    {
        var processor = new ProcessorHarness();
        var message = ProcessorHarness.Message("1", ProcessorHarness.Place("key-1"));
        message.MessageAttributes = new() { ["empty"] = null! };

        Assert.Empty(await processor.HandleAsync(null!, message));

        Assert.Single(processor.DynamoDb.Rows);
    }
}
