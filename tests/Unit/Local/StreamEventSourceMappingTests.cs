using System.Text.Json;
using Orders.Local.Mappings.Streams;
using Orders.Operations.Streams;

namespace Orders.Tests.Unit.Local;

public sealed class StreamEventSourceMappingTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_since_the_trim_horizon_is_read_and_a_shard_follows_its_parent()
    {
        // Listed child first.
        var stream = new FakeStream(
            (new StreamShard("child", "parent"), [FakeStream.Record("3"), FakeStream.Record("4")]),
            (new StreamShard("parent", "trimmed long ago"), [FakeStream.Record("1"), FakeStream.Record("2")]));

        Assert.Equal(["1", "2", "3", "4"], (await RunAsync(stream, expected: 4)).Select(Id));
    }

    [Fact]
    public async Task The_changes_of_an_item_stay_in_order_whatever_the_parallelization_factor()
    {
        var records = Enumerable.Range(1, 40).Select(static i => FakeStream.Record($"{i}", key: (uint)(i % 7))).ToArray();
        var stream = new FakeStream((new StreamShard("s", null), records));

        var got = await RunAsync(stream, expected: 40, factor: 4);

        foreach (var item in got.GroupBy(static r => r.GetProperty("key").GetInt32()))
        {
            var order = item.Select(static r => int.Parse(Id(r))).ToList();
            Assert.Equal(order.Order(), order);
        }
    }

    [Fact]
    public async Task An_iterator_that_expires_is_renewed_behind_the_last_record_that_was_read()
    {
        var records = Enumerable.Range(1, 6).Select(static i => FakeStream.Record($"{i}")).ToArray();
        var stream = new FakeStream((new StreamShard("s", null), records)) { FailingReads = 2 };

        Assert.Equal(["1", "2", "3", "4", "5", "6"], (await RunAsync(stream, expected: 6)).Select(Id));
    }

    [Fact]
    public async Task A_discarded_batch_is_reported_even_when_the_destination_fails_at_first()
    {
        var destination = new FlakyDestination();
        var stream = new FakeStream((new StreamShard("s", null), [FakeStream.Record("1")]));
        var options = new StreamMappingOptions { StreamArn = "arn:stream", MaximumRetryAttempts = 0 };
        await using var mapping = StreamEventSourceMapping.Start(
            stream, new FakeFunction(FakeFunction.Throws), destination, options, TimeProvider.System);

        var report = await destination.Sent.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        Assert.Equal(2, destination.Calls);
        Assert.Contains("\"startSequenceNumber\":\"1\"", report, StringComparison.Ordinal);
    }

    static async Task<List<JsonElement>> RunAsync(IStreamSource stream, int expected, int factor = 1)
    {
        var function = new FakeFunction(FakeFunction.Answers("null"));
        var options = new StreamMappingOptions { StreamArn = "arn:stream", BatchSize = 10, ParallelizationFactor = factor };
        await using var mapping = StreamEventSourceMapping.Start(stream, function, null, options, TimeProvider.System);
        await Until(() => mapping.Counters.Succeeded >= expected);
        return [.. function.Events.SelectMany(static e => e.GetProperty("Records").EnumerateArray())];
    }

    static async Task Until(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(5, deadline.Token);
        }
    }

    static string Id(JsonElement record) => record.GetProperty("id").GetString()!;

    sealed class FlakyDestination : IOnFailureDestination
    {
        public int Calls { get; private set; }

        public TaskCompletionSource<string> Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Arn => "arn:queue";

        public Task SendAsync(DiscardedBatch batch, CancellationToken cancellation)
        {
            if (++Calls == 1)
            {
                throw new HttpRequestException("not now");
            }

            Sent.SetResult(batch.Report(withPayload: false));
            return Task.CompletedTask;
        }
    }
}
