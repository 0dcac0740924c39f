using Amazon.Lambda.SQSEvents;

namespace Orders.Tests.Contract.AmazonLambda;

public sealed class SqsEventTests
{
    [Fact]
    public void A_record_has_the_members_that_SQS_gave_it()
    {
        var record = Events.Decode<SQSEvent>(Payload.Read("sqs-attributes")).Records[0];

        Assert.Equal(
            """{"type":"order.place","idempotency_key":"pos-7-000420","item":"portafilter","quantity":1,"source":"pos-7"}""",
            record.Body);
        Assert.Equal("aws:sqs", record.EventSource);
        Assert.Equal("arn:aws:sqs:ap-south-1:123456789012:orders", record.EventSourceArn);
        Assert.Equal("ap-south-1", record.AwsRegion);
        Assert.Equal("3", record.Attributes["ApproximateReceiveCount"]);
        Assert.Equal("tenant-17", record.Attributes["MessageGroupId"]);
        Assert.True(Guid.TryParse(record.MessageId, out _));
        Assert.StartsWith("AQEB", record.ReceiptHandle, StringComparison.Ordinal);
        Assert.Equal(32, record.Md5OfBody.Length);
        Assert.Equal(32, record.Md5OfMessageAttributes.Length);
    }

    [Fact]
    public void Message_attributes_keep_their_types_and_binary_values_their_bytes()
    {
        var attributes = Events.Decode<SQSEvent>(Payload.Read("sqs-attributes")).Records[0].MessageAttributes;

        Assert.Equal(("String", "Überraschung ✓"), (attributes["label"].DataType, attributes["label"].StringValue));
        Assert.Equal(("Number", "7"), (attributes["priority"].DataType, attributes["priority"].StringValue));
        Assert.Equal(("Number.float", "0.45"), (attributes["weight_kg"].DataType, attributes["weight_kg"].StringValue));
        Assert.Equal("Binary", attributes["signature"].DataType);
        Assert.Null(attributes["signature"].StringValue);
        Assert.Equal([0, 1, 2, 127, 128, 250, 255], attributes["signature"].BinaryValue.ToArray());
        Assert.Null(attributes["priority"].BinaryValue);
        Assert.Empty(attributes["priority"].StringListValues);
        Assert.Empty(attributes["priority"].BinaryListValues);
    }

    [Fact]
    public void A_batch_has_all_its_records_in_order()
    {
        var records = Events.Decode<SQSEvent>(Payload.Read("sqs-fifo")).Records;

        Assert.Equal(
            ["18887034563204847616", "18887034563204847872", "18887034563204848128"],
            records.Select(static record => record.Attributes["SequenceNumber"]));
        Assert.Equal(10, Events.Decode<SQSEvent>(Payload.Read("sqs-standard")).Records.Count);
    }

    [Fact]
    public void What_every_record_repeats_is_one_string()
    {
        var records = Events.Decode<SQSEvent>(Payload.Read("sqs-standard")).Records;

        Assert.Same(records[0].EventSourceArn, records[9].EventSourceArn);
        Assert.Same(records[0].Attributes.Keys.First(), records[9].Attributes.Keys.First());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"itemIdentifier":"a"}]""", "a")]
    [InlineData("""[{"itemIdentifier":"a"},{"itemIdentifier":"b-\"2\""}]""", "a", "b-\"2\"")]
    public void A_batch_response_names_what_failed_exactly_as_SQS_wants_it(string expected, params string[] failures)
    {
        SQSBatchResponse response = new(
            [.. failures.Select(static id => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = id })]);

        Assert.Equal($$"""{"batchItemFailures":{{expected}}}""", Events.Encode(response));
    }

    [Fact]
    public void A_batch_response_without_a_list_says_that_nothing_failed()
    {
        Assert.Equal("""{"batchItemFailures":[]}""", Events.Encode(new SQSBatchResponse()));
        Assert.Equal("""{"batchItemFailures":[]}""", Events.Encode(new SQSBatchResponse(null!)));
        Assert.Equal("null", Events.Encode<SQSBatchResponse>(null!));
    }
}
