using System.Text.Json;
using System.Text.Json.Nodes;
using Orders.Local.Aws;
using Orders.Local.Resources;
using Polly;

namespace Orders.Local.Mappings.Streams;

/// <summary>A table's stream through the DynamoDB Streams API, as JSON: images reach the function byte for byte.</summary>
public sealed class DynamoDbStream : IStreamSource, IDisposable
{
    /// <summary>Most records in an answer of GetRecords (DynamoDB Streams API Reference).</summary>
    public const int RecordsPerRead = 1000;

    readonly AwsJsonClient _client;
    readonly string _streamArn;
    readonly string _eventSourceArn;

    /// <summary>The stream <paramref name="streamArn"/> at the endpoint of DynamoDB.</summary>
    public DynamoDbStream(LocalEndpoints endpoints, string streamArn, TimeProvider time)
        // The mapping's own loops try again.
        : this(
            new AwsJsonClient(new AwsJsonEndpoint(endpoints.DynamoDb, "dynamodb", endpoints.Region), endpoints.Credentials(), ResiliencePipeline.Empty, time),
            streamArn)
    {
    }

    /// <summary>The stream <paramref name="streamArn"/> by a client of its own, which is disposed of with it.</summary>
    public DynamoDbStream(AwsJsonClient client, string streamArn)
    {
        (_client, _streamArn) = (client, streamArn);
        _eventSourceArn = EventSourceArn(streamArn, client.Region);
    }

    /// <summary>The emulator's ARNs name a region of its own; the function is given ours.</summary>
    public static string EventSourceArn(string streamArn, string region)
    {
        const int regionPart = 3;
        var parts = streamArn.Split(':');
        parts[regionPart] = region;
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

            using var response = await CallAsync("DescribeStream", request, cancellation);
            var stream = response.RootElement.GetProperty("StreamDescription"u8);
            foreach (var shard in stream.GetProperty("Shards"u8).EnumerateArray())
            {
                shards.Add(new StreamShard(Text(shard, "ShardId")!, Text(shard, "ParentShardId")));
            }

            last = Text(stream, "LastEvaluatedShardId");
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

        using var response = await CallAsync("GetShardIterator", request, cancellation);
        return Text(response.RootElement, "ShardIterator")!;
    }

    /// <inheritdoc/>
    public async Task<StreamPage> ReadAsync(string iterator, CancellationToken cancellation)
    {
        using var response = await CallAsync("GetRecords", new JsonObject { ["ShardIterator"] = iterator, ["Limit"] = RecordsPerRead }, cancellation);
        var records = response.RootElement.GetProperty("Records"u8).EnumerateArray()
            .Select(record => StreamRecordReader.Read(record, _eventSourceArn, _client.Region));
        return new StreamPage([.. records], Text(response.RootElement, "NextShardIterator"));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    Task<JsonDocument> CallAsync(string operation, JsonObject request, CancellationToken cancellation) => _client.CallAsync(
        $"DynamoDBStreams_20120810.{operation}", JsonSerializer.SerializeToUtf8Bytes(request, StreamJson.Default.JsonObject), cancellation);

    static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
