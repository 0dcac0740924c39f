using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.S3;
using Orders.Model;
using Orders.Notifier;
using Orders.Operations.Buckets;
using Orders.Operations.DeadLetters;
using Orders.Operations.Events;
using Orders.Queues;
using Orders.Tests.Unit.Support;
using Polly;

namespace Orders.Tests.Unit.Events;

public sealed class RecordsBucketTests : IDisposable
{
    private const string Name = "failed-records-000000000000-eu-west-1";
    private const string Arn = "arn:aws:dynamodb:eu-west-1:000000000000:table/Orders/stream/2026-11-23T22:00:00.000";
    private const string Folder = "aws/lambda/5a2b/shardId-1/2026/11/23/2026-11-23T";

    private static readonly Order[] Placed = [.. Enumerable.Range(1, 3).Select(static i => Given.Order($"key-{i}"))];

    private readonly MemoryBucket _s3 = new();

    [Fact]
    public async Task The_events_of_an_object_are_read_and_the_object_is_deleted_only_then()
    {
        Add("22.28.00-a", 700, Placed);

        var bucket = Open();
        var batch = Assert.Single(await ReadAsync(bucket));

        Assert.Equal(Placed.Select(static order => $"{order.Id}:1"), batch.Events.Select(static told => told.Id));
        Assert.Equal(($"{Folder}22.28.00-a", 0), (batch.Object, batch.Problems.Count));
        Assert.Single(_s3.Objects);
        Assert.Null(await bucket.DeleteAsync(batch.Object!));
        Assert.Empty(_s3.Objects);
        Assert.Equal(["000000000000"], _s3.Owners);
    }

    [Fact]
    public async Task A_payload_that_is_the_event_itself_is_read_too()
    {
        var content = JsonNode.Parse(Object(700, Placed))!;
        content["payload"] = JsonNode.Parse(content["payload"]!.GetValue<string>());
        _s3.Objects[$"{Folder}22.28.00-a"] = content.ToJsonString();

        Assert.Equal(3, Assert.Single(await ReadAsync(Open())).Events.Count);
    }

    [Fact]
    public async Task The_oldest_object_comes_first_and_within_a_second_the_one_with_the_first_record()
    {
        // Of a shard that is listed first.
        _s3.Objects[$"{Folder}22.28.01-a".Replace("shardId-1", "shardId-0", StringComparison.Ordinal)] = Object(300, Placed[2]);
        Add("22.28.00-a", 1000, Placed[1]);
        Add("22.28.00-b", 999, Placed[0]);

        Assert.Equal(Placed.Select(static order => $"{order.Id}:1"), (await ReadAsync(Open())).SelectMany(static batch => batch.Events).Select(static told => told.Id));
    }

    [Fact]
    public async Task An_object_that_is_not_Lambdas_is_named_and_stays_and_the_next_is_read()
    {
        _s3.Objects["readme.txt"] = "hello";
        _s3.Objects[$"{Folder}22.28.00-a"] = "{}";
        Add("22.28.01-a", 700, Placed);

        var batches = await ReadAsync(Open());

        Assert.Equal(
            [
                $"object readme.txt of {Name} is not one of Lambda's",
                $"object {Folder}22.28.00-a: it is not as Lambda writes it: a report with records of a stream in payload",
            ],
            batches.SelectMany(static batch => batch.Problems));
        Assert.Equal([null, null, $"{Folder}22.28.01-a"], batches.Select(static batch => batch.Object));
    }

    [Theory]
    [InlineData("payload", null)]
    [InlineData("payload", "7")]
    [InlineData("payload", "'no JSON'")]
    [InlineData("payload", "'[]'")]
    [InlineData("payload", "{'Records':[]}")]
    [InlineData("payload", "{'Records':[{}]}")]
    [InlineData("payload", "{'Records':[{'dynamodb':{'SequenceNumber':'x','ApproximateCreationDateTime':1}}]}")]
    [InlineData("payload", "{'Records':[{'dynamodb':{'SequenceNumber':'1','ApproximateCreationDateTime':1e300}}]}")]
    [InlineData("payload", "{'Records':[{'dynamodb':{'SequenceNumber':'1','ApproximateCreationDateTime':'1'}}]}")]
    [InlineData("DDBStreamBatchInfo", "{}")]
    public void What_is_no_batch_of_Lambdas_is_none(string member, string? value)
    {
        var content = JsonNode.Parse(Object(700, Placed))!.AsObject();
        Assert.NotNull(FailedBatch.Read(content.ToJsonString()));
        content[member] = value is null ? null : JsonNode.Parse(value.Replace('\'', '"'));

        Assert.Null(FailedBatch.Read(content.ToJsonString()));
    }

    [Fact]
    public async Task A_member_that_is_there_twice_is_not_read()
    {
        _s3.Objects[$"{Folder}22.28.00-a"] = Object(700, Placed).Replace("\\u0022eventName", "\\u0022eventName\\u0022:\\u0022INSERT\\u0022,\\u0022eventName", StringComparison.Ordinal);

        Assert.Contains("not as Lambda writes it", Assert.Single(Assert.Single(await ReadAsync(Open())).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_another_table_stay()
    {
        _s3.Objects[$"{Folder}22.28.00-a"] = Object(700, Placed).Replace("table/Orders", "table/Other", StringComparison.Ordinal);

        var batch = Assert.Single(await ReadAsync(Open()));

        Assert.Null(batch.Object);
        Assert.EndsWith(" is not a stream of this table", Assert.Single(batch.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_is_no_order_leaves_its_object_there()
    {
        _s3.Objects[$"{Folder}22.28.00-a"] = Object(700, Placed).Replace("owner", "ownr", StringComparison.Ordinal);

        var batch = Assert.Single(await ReadAsync(Open()));

        Assert.Null(batch.Object);
        Assert.StartsWith($"object {Folder}22.28.00-a: record 700 of order {Placed[0].Id} gives no event: ", batch.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_or_an_object_that_cannot_be_read_is_named()
    {
        Add("22.28.00-a", 700, Placed);
        Add("22.28.01-a", 800, Placed);
        _s3.RefusedKey = $"{Folder}22.28.00-a";

        var batches = await ReadAsync(Open());
        Assert.Equal([0, 3], batches.Select(static batch => batch.Events.Count));
        Assert.Equal($"object {Folder}22.28.00-a: it cannot be read: AccessDenied", Assert.Single(batches[0].Problems));
        Assert.Equal("AccessDenied", await Open().DeleteAsync(_s3.RefusedKey));

        _s3.Refusal = new AmazonS3Exception("no") { ErrorCode = "NoSuchBucket" };
        Assert.Equal($"the bucket {Name} cannot be listed: NoSuchBucket", Assert.Single(Assert.Single(await ReadAsync(Open())).Problems));
    }

    [Fact]
    public async Task A_notice_goes_once_its_object_is_gone()
    {
        Add("22.28.00-a", 700, Placed);
        Add("22.28.01-a", 800, Placed);
        Letter[] notices = [Notice("22.28.00-a"), Notice("22.28.01-a"), Notice("22.20.00-a"), Of($$"""{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"{{Name}}"}""")];

        // As a dry run, nothing is deleted meanwhile: only those of an object that is not there.
        Assert.Equal(notices[2..], (await ReadAsync(Open(), notices)).Select(static batch => batch.Letter).OfType<Letter>());

        var bucket = Open();
        var gone = new List<Letter>();
        await foreach (var batch in bucket.ReadAsync(notices, Given.Token))
        {
            _ = batch.Letter is { } letter ? gone.Remove(letter) || Add(gone, letter) : batch.Object!.EndsWith("00-a", StringComparison.Ordinal) && await bucket.DeleteAsync(batch.Object) is null;
        }

        Assert.Equal([notices[0], .. notices[2..]], gone);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"Records":[]}""")]
    [InlineData("""{"Records":[{"s3":{"bucket":{"name":"other"},"object":{"key":"k"}}}]}""")]
    [InlineData("""{"Records":[{"s3":{"bucket":{"name":"failed-records-000000000000-eu-west-1"},"object":{}}}]}""")]
    [InlineData("""{"Event":"s3:TestEvent","Bucket":"other"}""")]
    public void What_is_not_about_this_bucket_is_no_notice(string body) => Assert.False(Open().IsNotice(Of(body)));

    [Fact]
    public void A_notice_escapes_its_key_as_a_form_does() =>
        Assert.Equal(["a b/c"], RecordsNotice.KeysOf($$$$"""{"Records":[{"s3":{"bucket":{"name":"{{{{Name}}}}"},"object":{"key":"a+b%2Fc"}}}]}""", Name));

    public void Dispose() => _s3.Dispose();

    private static bool Add(List<Letter> letters, Letter letter)
    {
        letters.Add(letter);
        return true;
    }

    private RecordsBucket Open() => new(new Bucket(_s3, ResiliencePipeline.Empty, Name, "000000000000"), static arn => arn == Arn);

    private static Task<List<ReplayBatch>> ReadAsync(RecordsBucket bucket, params Letter[] notices) => bucket.ReadAsync(notices, Given.Token).ToListAsync(Given.Token).AsTask();

    private void Add(string time, int start, params Order[] orders) => _s3.Objects[$"{Folder}{time}"] = Object(start, orders);

    // As the guide shows it: the event is an escaped string.
    private static string Object(int start, params Order[] orders)
    {
        var records = orders.Select((order, i) => StreamRecordJson.Write(StreamRecord.Insert($"{start + i}", order), withImages: true));
        return $$$"""
            {"requestContext":{"requestId":"r","functionArn":"f","condition":"RetryAttemptsExhausted","approximateInvokeCount":3},
             "responseContext":{"statusCode":200,"executedVersion":"1","functionError":"Unhandled"},
             "version":"1.0","timestamp":"2026-11-23T22:30:00.000Z",
             "DDBStreamBatchInfo":{"shardId":"shardId-1","startSequenceNumber":"{{{start}}}","endSequenceNumber":"{{{start + orders.Length - 1}}}",
              "approximateArrivalOfFirstRecord":"2026-11-23T22:28:00Z","approximateArrivalOfLastRecord":"2026-11-23T22:28:00Z","batchSize":{{{orders.Length}}},"streamArn":"{{{Arn}}}"},
             "payload":"{{{JsonEncodedText.Encode($$"""{"Records":[{{string.Join(',', records)}}]}""")}}}"}
            """;
    }

    private static Letter Notice(string time) => Of($$$$"""{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"{{{{Name}}}}"},"object":{"key":"{{{{Folder}}}}{{{{time}}}}"}}}]}""");

    private static Letter Of(string body) => Letter.Of(new IncomingMessage { MessageId = $"{Guid.NewGuid()}", ReceiptHandle = "r", Body = body }, null);
}
