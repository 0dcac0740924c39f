using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Orders.Operations.Connections;

namespace Orders.Operations.Streams;

/// <summary>A table's stream through the DynamoDB Streams API, as JSON: images reach the function byte for byte.</summary>
public sealed class DynamoDbStream : IStreamSource, IDisposable
{
    /// <summary>The maximum number of records in an answer of GetRecords (DynamoDB Streams API Reference).</summary>
    public const int RecordsPerRead = 1000;

    readonly AwsJsonClient _client;
    readonly string _streamArn;
    readonly string _eventSourceArn;

    /// <summary>Creates a reader of the stream <paramref name="streamArn"/>, which disposes of its client.</summary>
    public DynamoDbStream(AwsJsonClient client, string streamArn)
    {
        (_client, _streamArn) = (client, streamArn);
        _eventSourceArn = EventSourceArn(streamArn, client.Region);
    }

    /// <summary>Returns the ARN with our region: the emulator's ARNs name another one.</summary>
    public static string EventSourceArn(string streamArn, string region)
    {
        const int regionPart = 3;
        var parts = streamArn.Split(':');
        if (parts.Length > regionPart)
        {
            parts[regionPart] = region;
        }

        // A text that is not an ARN is left to the service to refuse.
        return string.Join(':', parts);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StreamShard>> ShardsAsync(CancellationToken cancellation)
    {
        var shards = new List<StreamShard>();
        string? last = null;
        do
        {
            var request = new JsonObject { ["StreamArn"] = _streamArn };
            if (last is not null)
            {
                request["ExclusiveStartShardId"] = last;
            }

            var page = last;
            last = await CallAsync(
                "DescribeStream",
                request,
                answer =>
                {
                    var stream = answer.GetProperty("StreamDescription"u8);
                    shards.AddRange(stream.GetProperty("Shards"u8).EnumerateArray()
                        .Select(static shard => new StreamShard(shard.GetProperty("ShardId"u8).GetString()!, Text(shard, "ParentShardId"))));
                    return Text(stream, "LastEvaluatedShardId");
                },
                cancellation);
            if (last is not null && last == page)
            {
                throw new AmazonClientException("DynamoDB Streams returned the same page repeatedly.");
            }
        }
        while (last is not null);
        return shards;
    }

    /// <inheritdoc/>
    public async Task<string> IteratorAsync(string shardId, ShardPosition position, CancellationToken cancellation)
    {
        var request = new JsonObject
        {
            ["StreamArn"] = _streamArn,
            ["ShardId"] = shardId,
            ["ShardIteratorType"] = position.IteratorType,
        };
        if (position.SequenceNumber is { } sequenceNumber)
        {
            request["SequenceNumber"] = sequenceNumber;
        }

        return await CallAsync("GetShardIterator", request, static answer => answer.GetProperty("ShardIterator"u8).GetString()!, cancellation);
    }

    /// <inheritdoc/>
    public Task<StreamPage> ReadAsync(string iterator, CancellationToken cancellation) => CallAsync(
        "GetRecords",
        new JsonObject { ["ShardIterator"] = iterator, ["Limit"] = RecordsPerRead },
        answer => new StreamPage(
            [.. answer.GetProperty("Records"u8).EnumerateArray().Select(record => StreamRecordReader.Read(record, _eventSourceArn, _client.Region))],
            Text(answer, "NextShardIterator")),
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    Task<T> CallAsync<T>(string operation, JsonObject request, Func<JsonElement, T> read, CancellationToken cancellation) => _client.CallAsync(
        $"DynamoDBStreams_20120810.{operation}", JsonSerializer.SerializeToUtf8Bytes(request, StreamJson.Default.JsonObject), read, cancellation);

    static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
