using System.Text.Json.Nodes;
using Amazon.SQS.Model;
using Orders.Messages;
using Orders.Model;
using Orders.Queues;
using Orders.Tests.Contract.Support;
using Orders.Validation;

namespace Orders.Tests.Contract.Events;

public sealed class DeadLetterTests
{
    static readonly IncomingMessage Message = new()
    {
        MessageId = "5fea7756-0ea4-451a-a703-a558b933e274",
        ReceiptHandle = "handle",
        Body = """{"idempotency_key":"pos-7-000123","item":"Blue widget","quantity":"3"}""",
        SentAt = Samples.PlacedAt,
    };

    public static TheoryData<string> RefusedMessages =>
        [.. Example.Invalid.Select(static row => row.Data).Where(static file => Example.SchemaOf(file) is "place-order" or "change-status" or "expire-pending")];

    [Fact]
    public async Task A_dead_letter_is_written_as_its_example()
    {
        var reason = Assert.Single(OrderMessageReader.Read(Message.Body, Message.SentAt, traceParent: null).Errors);

        var letter = Written(DeadLetter.Of(Message, reason, Samples.PlacedAt.AddSeconds(1), Invocation.RequestId));

        Assert.Equal(Example.ReadNode("dead-letter/rejected-message.json").ToJsonString(), JsonNode.Parse(letter)!.ToJsonString());
        await SchemaFiles.AssertDescribesAsync("dead-letter", letter);
    }

    [Theory]
    [MemberData(nameof(RefusedMessages))]
    public async Task The_dead_letter_of_a_refused_message_keeps_its_schema_and_the_body(string file)
    {
        var body = InvalidExample.Read(file).Text;
        var reason = OrderMessageReader.Read(body, Message.SentAt, traceParent: null).Errors[0];

        var letter = DeadLetter.Of(Message with { Body = body, ReceiveCount = 10 }, reason, Samples.PlacedAt, Invocation.RequestId);

        Assert.Equal(body, letter.Body);
        await SchemaFiles.AssertDescribesAsync("dead-letter", Written(letter));
    }

    [Theory]
    [InlineData("String")]
    [InlineData("Number")]
    [InlineData("Binary")]
    public async Task An_attribute_that_has_no_room_travels_inside_the_dead_letter(string dataType)
    {
        var attributes = Enumerable.Range(0, SqsLimits.Attributes).ToDictionary(static i => $"attribute-{i}", _ => dataType == "Binary"
            ? new MessageAttributeValue { DataType = dataType, BinaryValue = new MemoryStream([1, 2, 3]) }
            : new MessageAttributeValue { DataType = dataType, StringValue = "7" });
        var reason = new FieldError("quantity", ErrorCodes.Type, "must be an integer");

        var letter = DeadLetter.Of(Message with { Attributes = attributes }, reason, Samples.PlacedAt, Invocation.RequestId);

        Assert.Equal(SqsLimits.Attributes, letter.Attributes.Count);
        await SchemaFiles.AssertDescribesAsync("dead-letter", Written(letter));
        var displaced = JsonNode.Parse(Written(letter))!["displaced_attribute"]!;
        Assert.Equal(("attribute-9", dataType), ((string?)displaced["name"], (string?)displaced["data_type"]));
        Assert.Equal(dataType == "Binary" ? "AQID" : "7", (string?)(displaced["binary_value"] ?? displaced["string_value"]));
    }

    [Theory]
    [InlineData("status", ErrorCodes.IllegalTransition)]
    [InlineData("expected_version", ErrorCodes.VersionConflict)]
    [InlineData("order_id", ErrorCodes.UnknownOrder)]
    [InlineData("idempotency_key", ErrorCodes.KeyConflict)]
    [InlineData("type", ErrorCodes.NotIndexed)]
    [InlineData("order_id", ErrorCodes.UnreadableRow)]
    [InlineData("body", ErrorCodes.Unwritable)]
    [InlineData("body", ErrorCodes.RetriesExhausted)]
    public Task What_only_the_Processor_finds_keeps_the_schema_too(string field, string code) => SchemaFiles.AssertDescribesAsync(
        "dead-letter", Written(DeadLetter.Of(Message, new FieldError(field, code, "must be otherwise"), Samples.PlacedAt, Invocation.RequestId)));

    static string Written(OutgoingMessage letter) => letter.Attributes[DeadLetter.AttributeName].StringValue;
}
