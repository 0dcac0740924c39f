using System.Text;
using Amazon.Runtime;
using Orders.Model;
using Orders.Notifier;
using Orders.Operations.DeadLetters;
using Orders.Operations.Events;
using Orders.Operations.Streams;
using Orders.Queues;
using Orders.Tests.Unit.Local;
using Orders.Tests.Unit.Support;
using Record = Orders.Operations.Streams.StreamRecord;
using Sample = Orders.Tests.Unit.Support.StreamRecord;

namespace Orders.Tests.Unit.Events;

public sealed class FailureReplayTests
{
    private const string Arn = "arn:aws:dynamodb:eu-west-1:000000000000:table/Orders/stream/2026-11-23T22:00:00.000";

    private static readonly Order[] Placed = [.. Enumerable.Range(1, 6).Select(static i => Given.Order($"key-{i}"))];

    // Sequence numbers grow in length, and two of these only compare right as numbers.
    private static readonly Record[] Records = [.. Placed.Select(static (order, index) => Of(Sample.Insert($"{index + 7}00", order)))];

    private readonly FakeStream _stream = new((new StreamShard("shard-1", null), Records)) { Closed = false };

    [Fact]
    public async Task The_events_from_the_reports_first_record_to_its_last_are_read_from_the_stream()
    {
        var batch = Assert.Single(await ReadAsync(Report("800", "1100")));

        Assert.Equal(Placed[1..5].Select(static order => $"{order.Id}:1"), batch.Events.Select(static told => told.Id));
        Assert.Empty(batch.Problems);
        Assert.NotNull(batch.Letter);
    }

    [Fact]
    public async Task The_letter_with_the_oldest_records_comes_first()
    {
        var batches = await ReadAsync(Report("900", "900", "2026-11-23T22:28:05Z"), Report("700", "700", "2026-11-23T22:28:01Z"));

        Assert.Equal([$"{Placed[0].Id}:1", $"{Placed[2].Id}:1"], batches.SelectMany(static batch => batch.Events).Select(static told => told.Id));
    }

    [Theory]
    [InlineData("TrimmedDataAccessException")]
    [InlineData("ResourceNotFoundException")]
    public async Task What_the_stream_has_dropped_is_said_with_what_to_do_instead_and_its_letter_stays(string code)
    {
        var gone = new GoneStream(code);
        var batch = Assert.Single(await ReadAsync(_ => gone, Report("800", "900")));

        Assert.Equal((0, null), (batch.Events.Count, batch.Letter));
        Assert.Contains("--since 2026-11-23T22:27:59.000Z --until 2026-11-23T22:28:02.000Z", Assert.Single(batch.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("arn:aws")]
    public void A_stream_that_has_no_ARN_is_for_the_service_to_refuse(string arn) => Assert.Equal(arn, DynamoDbStream.EventSourceArn(arn, "eu-west-1"));

    [Fact]
    public async Task A_stream_of_another_table_is_not_replayed_and_its_letter_stays()
    {
        var batch = Assert.Single(await ReadAsync(static _ => null, Report("800", "900")));

        Assert.Equal((0, null), (batch.Events.Count, batch.Letter));
        Assert.EndsWith(" is not a stream of this table", Assert.Single(batch.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ValidationException")]
    [InlineData("AccessDeniedException")]
    public async Task A_letter_whose_records_cannot_be_read_is_named_and_the_next_is_read(string code)
    {
        var gone = new GoneStream(code);
        var asked = 0;

        var batches = await ReadAsync(_ => asked++ == 0 ? gone : _stream, Report("700", "700", "2026-11-23T22:28:01Z"), Report("800", "900", "2026-11-23T22:28:05Z"));

        Assert.Null(batches[0].Letter);
        Assert.EndsWith($"cannot be read: {code}", Assert.Single(batches[0].Problems), StringComparison.Ordinal);
        Assert.Equal((2, 0), (batches[1].Events.Count, batches[1].Problems.Count));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("soon")]
    public async Task A_time_at_the_end_of_the_calendar_is_none(string at)
    {
        var gone = new GoneStream("TrimmedDataAccessException");

        Assert.EndsWith("Replay that time from the table", Assert.Single(Assert.Single(await ReadAsync(_ => gone, Report("800", "900", at))).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_whose_end_is_not_in_the_shard_is_not_half_replayed()
    {
        var closed = new FakeStream((new StreamShard("shard-1", null), Records));

        Assert.Null(Assert.Single(await ReadAsync(_ => closed, Report("800", "99999"))).Letter);
    }

    [Fact]
    public async Task A_record_that_is_no_order_leaves_its_letter_there()
    {
        var image = Sample.Image(Placed[0]);
        image.Remove("owner");
        var stream = new FakeStream((new StreamShard("shard-1", null), [Of(Sample.Of("1", "INSERT", null, image)), Records[1]]));

        var batch = Assert.Single(await ReadAsync(_ => stream, Report("1", "800")));

        Assert.Equal($"{Placed[1].Id}:1", Assert.Single(batch.Events).Id);
        Assert.Contains($"order {Placed[0].Id} gives no event: owner is missing", Assert.Single(batch.Problems), StringComparison.Ordinal);
        Assert.Null(batch.Letter);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"DDBStreamBatchInfo":{"streamArn":"a","shardId":"s","startSequenceNumber":"x","endSequenceNumber":"9"}}""")]
    [InlineData("""{"DDBStreamBatchInfo":[]}""")]
    [InlineData("""{"DDBStreamBatchInfo":{"streamArn":"a","shardId":"s","startSequenceNumber":"10","endSequenceNumber":"9"}}""")]
    [InlineData("""{"DDBStreamBatchInfo":{"streamArn":7,"shardId":"s","startSequenceNumber":"1","endSequenceNumber":"9"}}""")]
    [InlineData("""{"DDBStreamBatchInfo":{"streamArn":"a","shardId":"s","startSequenceNumber":"١","endSequenceNumber":"9"}}""")]
    public async Task A_letter_that_is_no_report_is_told_and_stays(string body)
    {
        var batch = Assert.Single(await ReadAsync(body));

        Assert.Equal((0, null), (batch.Events.Count, batch.Letter));
        Assert.Single(batch.Problems);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    public async Task A_report_of_any_time_is_answered_with_what_to_do_instead(string time)
    {
        var batch = Assert.Single(await ReadAsync(static _ => new GoneStream("TrimmedDataAccessException"), Report("1", "2", time)));

        Assert.EndsWith("Replay that time from the table", Assert.Single(batch.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_the_Notifier_set_aside_must_be_fixed_first()
    {
        var letter = Letter.Of(
            new IncomingMessage
            {
                MessageId = "letter-1",
                ReceiptHandle = "r",
                Body = "{}",
                Attributes = new Dictionary<string, Amazon.SQS.Model.MessageAttributeValue>
                {
                    ["dead_letter"] = new() { DataType = "String", StringValue = """{"code":"unreadable_record","field":"owner","message":"owner is missing"}""" },
                },
            },
            null);

        var batches = await new FailureReplay(_ => _stream, static _ => true).ReadAsync([letter], Given.Token).ToListAsync(Given.Token);

        Assert.Contains("unreadable_record", Assert.Single(Assert.Single(batches).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_another_reader_may_have_received_is_named_and_not_replayed()
    {
        var letter = Letter.Of(new IncomingMessage { MessageId = "letter-1", ReceiptHandle = "r", Body = Report("800", "900") }, null);

        var batch = Assert.Single(await new FailureReplay(_ => _stream, static _ => false).ReadAsync([letter], Given.Token).ToListAsync(Given.Token));

        Assert.Equal((0, null), (batch.Events.Count, batch.Letter));
        Assert.Equal("letter letter-1: it became visible to other readers before it was replayed. Run the command again", Assert.Single(batch.Problems));
    }

    private Task<List<ReplayBatch>> ReadAsync(params string[] bodies) => ReadAsync(_ => _stream, bodies);

    private static async Task<List<ReplayBatch>> ReadAsync(Func<string, IStreamSource?> stream, params string[] bodies) =>
        await new FailureReplay(stream, static _ => true)
            .ReadAsync(bodies.Select(static (body, i) => Letter.Of(new IncomingMessage { MessageId = $"letter-{i}", ReceiptHandle = "r", Body = body }, null)), Given.Token)
            .ToListAsync(Given.Token);

    private static string Report(string start, string end, string first = "2026-11-23T22:28:00Z") => $$$"""
        {"requestContext":{"requestId":"r","functionArn":"f","condition":"RetryAttemptsExhausted","approximateInvokeCount":3},
         "version":"1.0","timestamp":"2026-11-23T22:30:00.000Z",
         "DDBStreamBatchInfo":{"shardId":"shard-1","startSequenceNumber":"{{{start}}}","endSequenceNumber":"{{{end}}}",
          "approximateArrivalOfFirstRecord":"{{{first}}}","approximateArrivalOfLastRecord":"{{{first}}}","batchSize":4,"streamArn":"{{{Arn}}}"}}
        """;

    private static Record Of(Amazon.Lambda.DynamoDBEvents.DynamoDBEvent.DynamodbStreamRecord record) =>
        new(record.Dynamodb.SequenceNumber, KeyHash: 0, Given.Now, Encoding.UTF8.GetBytes(StreamRecordJson.Write(record, withImages: true)));

    private sealed class GoneStream(string code) : IStreamSource
    {
        public Task<IReadOnlyList<StreamShard>> ShardsAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<string> IteratorAsync(string shardId, ShardPosition position, CancellationToken cancellation) =>
            throw new AmazonServiceException(code, ErrorType.Sender, code, "request", System.Net.HttpStatusCode.BadRequest);

        public Task<StreamPage> ReadAsync(string iterator, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
