using System.Text;
using System.Text.Json;
using Orders.Operations.Streams;

namespace Orders.Tests.Unit.Local;

public sealed class StreamRecordReaderTests
{
    const string Arn = "arn:aws:dynamodb:ap-south-1:000000000000:table/Orders/stream/1";

    [Fact]
    public void Keys_and_images_reach_the_function_byte_for_byte()
    {
        // Number spelling, escapes, order of names and duplicate-looking values are all the stream's own.
        const string change = """{"Keys":{"order_id":{"S":"a"}},"NewImage":{"n":{"N":"1.50"},"t":{"S":"caf\u00e9 \/"},"order_id":{"S":"a"}},"SequenceNumber":"7","SizeBytes":9,"StreamViewType":"NEW_AND_OLD_IMAGES","ApproximateCreationDateTime":1795474259.0}""";

        var record = Read($$"""{"eventID":"7","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"dynoxide","dynamodb":{{change}}}""");

        Assert.Equal(
            $$"""{"eventID":"7","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"ap-south-1","dynamodb":{{change}},"eventSourceARN":"{{Arn}}"}""",
            Encoding.UTF8.GetString(record.Json.Span));
        Assert.Equal("7", record.SequenceNumber);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795474259), record.CreatedAt);
    }

    [Fact]
    public void A_removal_by_time_to_live_keeps_its_user_identity_in_Lambdas_spelling()
    {
        var record = Read("""{"eventID":"1","eventName":"REMOVE","userIdentity":{"Type":"Service","PrincipalId":"dynamodb.amazonaws.com"},"dynamodb":{"Keys":{},"SequenceNumber":"1","ApproximateCreationDateTime":1}}""");

        Assert.Contains("""
            "userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"}
            """.Trim(), Encoding.UTF8.GetString(record.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Records_of_one_item_have_one_hash_and_items_spread()
    {
        var hashes = Enumerable.Range(0, 100).Select(static i => Keyed($"order-{i}").KeyHash).ToList();

        Assert.Equal(Keyed("order-1").KeyHash, hashes[1]);
        Assert.InRange(hashes.Count(static h => h % 2 == 0), 25, 75);
    }

    static StreamRecord Keyed(string key) => Read($$$$"""{"dynamodb":{"Keys":{"order_id":{"S":"{{{{key}}}}"}},"SequenceNumber":"1","ApproximateCreationDateTime":1}}""");

    static StreamRecord Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return StreamRecordReader.Read(document.RootElement, Arn, "ap-south-1");
    }
}
