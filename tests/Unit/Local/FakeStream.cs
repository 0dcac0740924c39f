using System.Text;
using Orders.Operations.Streams;

namespace Orders.Tests.Unit.Local;

/// <summary>A stream of closed shards, each with its records; an iterator is the shard and a position.</summary>
sealed class FakeStream(params (StreamShard Shard, StreamRecord[] Records)[] shards) : IStreamSource
{
    int _failures;

    /// <summary>How many reads fail before one succeeds.</summary>
    public int FailingReads { get; init; }

    /// <summary>Whether the shards end, or wait for more.</summary>
    public bool Closed { get; init; } = true;

    public Task<IReadOnlyList<StreamShard>> ShardsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StreamShard>>([.. shards.Select(static s => s.Shard)]);

    public Task<string> IteratorAsync(string shardId, ShardPosition position, CancellationToken cancellation)
    {
        var records = Records(shardId);
        var found = Array.FindIndex(records, r => r.SequenceNumber == position.SequenceNumber);
        var next = position.IteratorType switch
        {
            "TRIM_HORIZON" => 0,
            "LATEST" => records.Length,
            "AT_SEQUENCE_NUMBER" => found,
            _ => found + 1,
        };
        return Task.FromResult($"{shardId}/{next}");
    }

    public Task<StreamPage> ReadAsync(string iterator, CancellationToken cancellation)
    {
        const int pageSize = 2;
        var (shard, position) = (iterator.Split('/')[0], int.Parse(iterator.Split('/')[1]));
        if (position > 0 && Interlocked.Increment(ref _failures) <= FailingReads)
        {
            throw new HttpRequestException("ExpiredIteratorException");
        }

        var page = Records(shard).Skip(position).Take(pageSize).ToArray();
        return Task.FromResult(new StreamPage(page, page.Length == 0 && Closed ? null : $"{shard}/{position + page.Length}"));
    }

    StreamRecord[] Records(string shardId) => shards.Single(s => s.Shard.Id == shardId).Records;

    public static StreamRecord Record(string sequenceNumber, uint key = 0) =>
        new(sequenceNumber, key, TimeProvider.System.GetUtcNow(), Encoding.UTF8.GetBytes($$$"""{"key":{{{key}}},"id":"{{{sequenceNumber}}}"}"""));
}
