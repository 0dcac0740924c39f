using System.Text;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Orders.Model;
using Orders.Notifier;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Notifier;

public sealed class RecordQuarantineTests
{
    private static readonly Order Placed = Given.Order();

    private readonly NotifierHarness _notifier = new();

    [Theory]
    [InlineData("version")]
    [InlineData("status")]
    [InlineData("item")]
    [InlineData("quantity")]
    [InlineData("owner")]
    [InlineData("content_hash")]
    [InlineData("created_at")]
    [InlineData("order_id")]
    public async Task A_record_that_cannot_be_read_is_set_aside_and_does_not_stop_the_shard(string attribute)
    {
        var bad = StreamRecord.Insert("101", Placed);
        bad.Dynamodb.NewImage.Remove(attribute);
        Assert.Null(await _notifier.HandleAsync(
            StreamRecord.Insert("100", Given.Order("key-2")), bad, StreamRecord.Insert("102", Given.Order("key-3"))));
        Assert.Equal(2, _notifier.Events().Count);
        var reason = ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined));
        Assert.Equal(
            ("unreadable_record", attribute, "101", "request-1", "2026-11-23T22:28:00.123Z"),
            (reason.Text("code"), reason.Text("field"), reason.Text("sequence_number"), reason.Text("request_id"), reason.Text("failed_at")));
        Assert.Equal(("101", attribute), (Assert.Single(_notifier.Lines.Of("RecordQuarantined")).Text("SequenceNumber"), _notifier.Lines.Of("RecordQuarantined")[0].Text("Attribute")));
        Assert.Equal(1, _notifier.Lines.Metric("RecordsQuarantined"));
        Assert.Equal(Placed.Id.ToString(), _notifier.Lines.Of("RecordQuarantined")[0].Text("orderId"));
    }

    [Fact]
    public async Task The_log_line_of_a_record_has_the_trace_of_its_change_else_that_of_the_invocation()
    {
        var (traced, untraced) = (StreamRecord.Insert("100", Placed with { TraceParent = Given.Trace }), StreamRecord.Insert("101", Given.Order("key-2")));
        traced.Dynamodb.NewImage.Remove("version");
        untraced.Dynamodb.NewImage.Remove("version");
        _notifier.Context.TraceId = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

        Assert.Null(await _notifier.HandleAsync(traced, untraced));

        Assert.Equal(
            [Given.Trace.Substring(3, 32), "5759e988bd862e3fe1be46a994272793"], _notifier.Lines.Of("RecordQuarantined").Select(static line => line.Text("traceId")));
    }

    [Fact]
    public async Task What_is_set_aside_reads_again_as_the_record_that_it_was()
    {
        var image = StreamRecord.Image(Placed.After(OrderStatus.Processing));
        image["quantity"] = new() { S = "two" };
        image["flag"] = new() { BOOL = false };
        image["nothing"] = new() { NULL = true };
        image["bytes"] = new() { B = new MemoryStream([0, 255, 7]) };
        image["texts"] = new() { SS = ["a", "é😀"] };
        image["numbers"] = new() { NS = ["1", "2.50"] };
        image["blobs"] = new() { BS = [new MemoryStream([1]), new MemoryStream([2, 3])] };
        image["empty"] = new() { L = [] };
        var record = StreamRecord.Of("101", "REMOVE", image, null);
        record.UserIdentity = new() { Type = "Service", PrincipalId = "dynamodb.amazonaws.com" };
        Assert.Null(await _notifier.HandleAsync(record));

        var body = Assert.Single(_notifier.Quarantined).MessageBody;
        var serializer = new SourceGeneratorLambdaJsonSerializer<NotifierJsonContext>();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"Records":[{{body}}]}"""));
        var read = Assert.Single(serializer.Deserialize<DynamoDBEvent>(input).Records);
        Assert.Equal(
            (record.EventID, record.EventName, record.EventVersion, record.EventSource, record.AwsRegion, record.EventSourceArn),
            (read.EventID, read.EventName, read.EventVersion, read.EventSource, read.AwsRegion, read.EventSourceArn));
        Assert.Equal(("Service", "dynamodb.amazonaws.com"), (read.UserIdentity.Type, read.UserIdentity.PrincipalId));
        Assert.Equal(
            (Given.Now.UtcDateTime, "101", 100L, "NEW_AND_OLD_IMAGES"),
            (read.Dynamodb.ApproximateCreationDateTime, read.Dynamodb.SequenceNumber, read.Dynamodb.SizeBytes, read.Dynamodb.StreamViewType));
        Assert.Null(read.Dynamodb.NewImage);
        Assert.Equal(Show(record.Dynamodb.Keys), Show(read.Dynamodb.Keys));
        Assert.Equal(Show(image), Show(read.Dynamodb.OldImage));
    }

    [Theory]
    [InlineData("INSERT", false, false, "NewImage")]
    [InlineData("MODIFY", false, true, "OldImage")]
    [InlineData("MODIFY", true, false, "NewImage")]
    [InlineData("REMOVE", false, true, "OldImage")]
    [InlineData("TRUNCATE", true, true, "eventName")]
    [InlineData(null, true, true, "eventName")]
    public async Task A_record_without_the_images_that_its_kind_must_have_is_set_aside(string? eventName, bool hasOld, bool hasNew, string field)
    {
        var record = StreamRecord.Of("100", eventName!, hasOld ? StreamRecord.Image(Placed) : null, hasNew ? StreamRecord.Image(Placed) : null);
        Assert.Null(await _notifier.HandleAsync(record));
        Assert.Equal(field, ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("field"));
    }

    [Fact]
    public async Task A_record_without_its_change_is_set_aside()
    {
        Assert.Null(await _notifier.HandleAsync(new DynamoDBEvent.DynamodbStreamRecord { EventName = "INSERT" }));
        Assert.Equal("dynamodb", ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("field"));
    }

    [Fact]
    public async Task A_record_that_cannot_even_be_set_aside_stops_the_batch_at_it()
    {
        var bad = StreamRecord.Of("101", "INSERT", null, null);
        _notifier.Sqs.FailBefore = static (send, _) => send.QueueUrl == NotifierHarness.QuarantineQueue ? Faults.Sqs("ServiceUnavailable", 503) : null;
        Assert.Equal("101", await _notifier.HandleAsync(
            StreamRecord.Insert("100", Placed), bad, StreamRecord.Insert("102", Given.Order("key-2"))));
        Assert.Equal("ServiceUnavailable", Assert.Single(_notifier.Lines.Of("BatchStopped")).Text("Cause"));
        Assert.Equal(0, _notifier.Lines.Metric("RecordsQuarantined"));
    }

    [Fact]
    public async Task What_stands_behind_a_failed_delivery_is_not_set_aside_before_its_replay()
    {
        _notifier.Sqs.RefuseEntry = static (entry, _) => entry.MessageGroupId is null ? null : Faults.Permanent;
        Assert.Equal("101", await _notifier.HandleAsync(
            StreamRecord.Of("100", "INSERT", null, null), StreamRecord.Insert("101", Placed), StreamRecord.Of("102", "INSERT", null, null)));
        Assert.Equal("100", ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("sequence_number"));
    }

    [Fact]
    public async Task A_record_too_large_for_a_message_is_set_aside_without_its_images()
    {
        var image = StreamRecord.Image(Placed);
        image["status"] = new() { S = "unheard of" };
        // A character that JSON writes as six.
        image["metadata"] = new() { M = new() { ["a"] = new() { S = new string('\u0001', 200 * 1024) } } };

        Assert.Null(await _notifier.HandleAsync(StreamRecord.Of("100", "INSERT", null, image)));

        var letter = Assert.Single(_notifier.Quarantined);
        Assert.Equal("100", ProcessorHarness.Reason(letter).Text("sequence_number"));
        Assert.Equal(Placed.Id.ToString(), Wire.Parse(letter.MessageBody).GetProperty("dynamodb").GetProperty("Keys").GetProperty("order_id").Text("S"));
        Assert.DoesNotContain("NewImage", letter.MessageBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_too_large_for_a_message_is_set_aside_and_does_not_stop_the_shard()
    {
        var image = StreamRecord.Image(Placed);
        image["item"] = new() { S = new string('\u0001', 200 * 1024) };

        Assert.Null(await _notifier.HandleAsync(StreamRecord.Of("100", "INSERT", null, image), StreamRecord.Insert("101", Given.Order("key-2"))));

        Assert.Equal("event", ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("field"));
        Assert.Single(_notifier.Events());
        Assert.Equal(1, _notifier.Lines.Metric("EventsSent"));
    }

    [Fact]
    public async Task A_row_whose_version_has_no_successor_is_set_aside()
    {
        var image = StreamRecord.Image(Placed);
        image["version"] = new() { N = "2147483647" };

        Assert.Null(await _notifier.HandleAsync(StreamRecord.Of("100", "REMOVE", image, null)));

        Assert.Equal("version", ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("field"));
        Assert.Empty(_notifier.Lines.Of("RecordFailed"));
    }

    [Fact]
    public async Task An_attribute_that_is_null_makes_a_row_unreadable()
    {
        var image = StreamRecord.Image(Placed);
        image["item"] = null!;

        Assert.Null(await _notifier.HandleAsync(StreamRecord.Of("100", "INSERT", null, image)));

        Assert.Equal("item", ProcessorHarness.Reason(Assert.Single(_notifier.Quarantined)).Text("field"));
    }

    private static string Show(Dictionary<string, DynamoDBEvent.AttributeValue> map) =>
        string.Join(",", map.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}={Show(pair.Value)}"));

    private static string Show(DynamoDBEvent.AttributeValue value) => value switch
    {
        { S: { } text } => $"S:{text}",
        { N: { } number } => $"N:{number}",
        { BOOL: { } truth } => $"BOOL:{truth}",
        { NULL: { } isNull } => $"NULL:{isNull}",
        { B: { } bytes } => $"B:{Convert.ToHexString(bytes.ToArray())}",
        { M: { } map } => $"M:{{{Show(map)}}}",
        { L: { } list } => $"L:[{string.Join(",", list.Select(Show))}]",
        { SS: { } texts } => $"SS:{string.Join("|", texts)}",
        { NS: { } numbers } => $"NS:{string.Join("|", numbers)}",
        { BS: { } blobs } => $"BS:{string.Join("|", blobs.Select(static blob => Convert.ToHexString(blob.ToArray())))}",
        _ => "?",
    };
}
