using System.Text;
using Orders.Local.Mappings.Streams;

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

    public Task<string> IteratorAsync(string shardId, string? afterSequenceNumber, CancellationToken cancellation)
    {
        var position = Array.FindIndex(Records(shardId), r => r.SequenceNumber == afterSequenceNumber) + 1;
        return Task.FromResult($"{shardId}/{position}");
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
