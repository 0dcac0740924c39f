using Amazon.Runtime;
using Orders.Operations.DeadLetters;
using Orders.Operations.Events;
using Orders.Operations.Streams;
using Orders.Tests.Unit.Local;
using Orders.Tests.Unit.Support;
using StreamRecord = Orders.Operations.Streams.StreamRecord;

namespace Orders.Tests.Unit.Events;

public sealed class StreamTailTests
{
    private static readonly StreamShard Parent = new("shard-1", null);
    private static readonly StreamShard Child = new("shard-2", "shard-1");
    private static readonly StreamShard Other = new("shard-3", "long gone");

    [Fact]
    public async Task A_shard_is_read_after_its_parent_from_the_oldest_record_on()
    {
        // Listed the wrong way round, as the service may.
        var stream = new FakeStream((Child, Records("4", "5")), (Parent, Records("1", "2", "3")));

        Assert.Equal(["1", "2", "3", "4", "5"], await TailAsync(stream, fromOldest: true, count: 5));
    }

    [Fact]
    public async Task A_shard_waits_for_its_parent_however_long_that_takes()
    {
        var stream = new ScriptedStream([Child, Parent], async iterator =>
        {
            if (iterator == "shard-2/TRIM_HORIZON")
            {
                return new StreamPage(Records("2"), null);
            }

            // The child could answer at once.
            await Task.Yield();
            return new StreamPage(Records("1"), null);
        });

        Assert.Equal(["1", "2"], await TailAsync(stream, fromOldest: true, count: 2));
    }

    [Fact]
    public async Task An_iterator_that_is_lost_before_anything_was_read_loses_nothing()
    {
        var stream = new ScriptedStream([Parent], iterator => Task.FromResult(iterator switch
        {
            "shard-1/LATEST" => new StreamPage([], "shard-1/later"),
            "shard-1/later" => throw new AmazonServiceException("expired", ErrorType.Sender, "ExpiredIteratorException", "request", System.Net.HttpStatusCode.BadRequest),
            // "Newest" would be behind what came meanwhile.
            _ => new StreamPage([FakeStream.Record("old") with { CreatedAt = Given.Now.AddMinutes(-1) }, FakeStream.Record("new")], null),
        }));

        Assert.Equal(["new"], await TailAsync(stream, fromOldest: false, count: 1));
    }

    [Fact]
    public async Task From_now_on_what_is_there_already_is_left_out_and_new_shards_are_read_from_their_start()
    {
        var stream = new GrowingStream();

        Assert.Equal(["new-1", "new-2"], await TailAsync(stream, fromOldest: false, count: 2));
    }

    [Theory]
    [InlineData("ExpiredIteratorException")]
    [InlineData("ThrottlingException")]
    public async Task It_goes_on_behind_what_was_read_when_an_iterator_is_lost(string code)
    {
        var stream = new FailingStream(new FakeStream((Parent, Records("1", "2", "3", "4", "5"))), code, readsBefore: 1, failures: 2);

        Assert.Equal(["1", "2", "3", "4", "5"], await TailAsync(stream, fromOldest: true, count: 5));
    }

    [Fact]
    public async Task Records_that_the_stream_dropped_meanwhile_are_told()
    {
        var said = new List<string>();
        var stream = new FailingStream(new FakeStream((Parent, Records("1", "2", "3"))), "TrimmedDataAccessException", readsBefore: 0, failures: 1);

        Assert.Equal(["1", "2", "3"], await TailAsync(stream, fromOldest: true, count: 3, said.Add));
        Assert.Contains("dropped", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_for_good_ends_it()
    {
        var stream = new FailingStream(new FakeStream((Parent, Records("1"))), "AccessDeniedException", readsBefore: 0, failures: int.MaxValue);

        var refusal = await Assert.ThrowsAsync<AmazonServiceException>(() => TailAsync(stream, fromOldest: true, count: 1));
        Assert.Equal("AccessDeniedException", refusal.ErrorCode);
    }

    [Fact]
    public async Task Shards_without_a_listed_parent_are_read_beside_each_other()
    {
        var stream = new FakeStream((Parent, Records("1")), (Other, Records("7")));

        Assert.Equal(["1", "7"], (await TailAsync(stream, fromOldest: true, count: 2)).Order(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> TailAsync(IStreamSource stream, bool fromOldest, int count, Action<string>? say = null)
    {
        var seen = new List<string>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await new StreamTail(stream, new InstantTime(Given.Now), say ?? (static _ => { })).RunAsync(
            fromOldest,
            record =>
            {
                seen.Add(record.SequenceNumber);
                return seen.Count < count;
            },
            limit.Token);
        return seen;
    }

    private static StreamRecord[] Records(params string[] sequenceNumbers) => [.. sequenceNumbers.Select(static number => FakeStream.Record(number))];

    /// <summary>An open shard with old records, which is closed later and has a child then.</summary>
    private sealed class GrowingStream : IStreamSource
    {
        private int _listings;

        public Task<IReadOnlyList<StreamShard>> ShardsAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<StreamShard>>(Interlocked.Increment(ref _listings) == 1 ? [Parent, Child] : [Parent, Child, new("shard-4", "shard-2")]);

        public Task<string> IteratorAsync(string shardId, ShardPosition position, CancellationToken cancellation) =>
            Task.FromResult($"{shardId}/{position.IteratorType}");

        public Task<StreamPage> ReadAsync(string iterator, CancellationToken cancellation) => Task.FromResult(iterator switch
        {
            // Behind the newest record; then it is closed.
            "shard-2/LATEST" => new StreamPage([], "shard-2/later"),
            "shard-2/later" => new StreamPage(Records("new-1"), null),
            "shard-4/TRIM_HORIZON" => new StreamPage(Records("new-2"), null),
            _ => new StreamPage(Records("old"), null),
        });
    }

    /// <summary>A stream that answers as a test says.</summary>
    private sealed class ScriptedStream(IReadOnlyList<StreamShard> shards, Func<string, Task<StreamPage>> read) : IStreamSource
    {
        public Task<IReadOnlyList<StreamShard>> ShardsAsync(CancellationToken cancellation) => Task.FromResult(shards);

        public Task<string> IteratorAsync(string shardId, ShardPosition position, CancellationToken cancellation) =>
            Task.FromResult($"{shardId}/{position.IteratorType}");

        public Task<StreamPage> ReadAsync(string iterator, CancellationToken cancellation) => read(iterator);
    }

    /// <summary>A stream some of whose reads fail.</summary>
    private sealed class FailingStream(FakeStream stream, string code, int readsBefore, int failures) : IStreamSource
    {
        private int _reads;

        public Task<IReadOnlyList<StreamShard>> ShardsAsync(CancellationToken cancellation) => stream.ShardsAsync(cancellation);

        public Task<string> IteratorAsync(string shardId, ShardPosition position, CancellationToken cancellation) => stream.IteratorAsync(shardId, position, cancellation);

        public Task<StreamPage> ReadAsync(string iterator, CancellationToken cancellation)
        {
            var read = Interlocked.Increment(ref _reads) - 1;
            return read >= readsBefore && read - readsBefore < failures
                ? throw new AmazonServiceException(code, ErrorType.Sender, code, "request", System.Net.HttpStatusCode.BadRequest)
                : stream.ReadAsync(iterator, cancellation);
        }
    }
}
