using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Orders.Local.Lambda;
using Orders.Local.Mappings;
using Orders.Local.Mappings.Streams;
using Orders.Operations.Streams;

namespace Orders.Tests.Unit.Local;

public sealed class StreamBatchRunnerTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    readonly FakeTimeProvider _time = new(Now) { AutoAdvanceAmount = TimeSpan.Zero };
    readonly MappingCounters _counters = new();
    readonly List<DiscardedBatch> _discarded = [];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Full_success_moves_the_checkpoint_to_the_last_record()
    {
        var (function, runner) = Runner(new(), FakeFunction.Answers("null"));

        await RunAsync(runner, "1", "2", "3");

        Assert.Equal(["1 2 3"], Batches(function));
        Assert.Equal("3", runner.Checkpoint);
        Assert.Equal((3, 0), (_counters.Succeeded, _counters.Failed));
    }

    [Fact]
    public async Task The_iterator_age_is_that_of_a_batchs_last_record()
    {
        var (function, runner) = Runner(new(), FakeFunction.Answers("null"));

        await runner.RunAsync([Record("1", Now.AddSeconds(-9)), Record("2", Now.AddSeconds(-3))], Cancellation);

        Assert.Equal(TimeSpan.FromSeconds(3), function.IteratorAge);
    }

    [Fact]
    public async Task A_partial_answer_replays_everything_from_the_lowest_sequence_number()
    {
        var failures = FakeFunction.Answers("""{"batchItemFailures":[{"itemIdentifier":"4"},{"itemIdentifier":"2"}]}""");
        var (function, runner) = Runner(new(), failures, FakeFunction.Answers("null"));

        await RunAsync(runner, "1", "2", "3", "4");

        Assert.Equal(["1 2 3 4", "2 3 4"], Batches(function));
        Assert.Equal("4", runner.Checkpoint);
    }

    [Fact]
    public async Task An_answer_that_names_no_record_of_the_batch_replays_all_of_it()
    {
        var (function, runner) = Runner(new(), FakeFunction.Fails("99"), FakeFunction.Answers("null"));

        await RunAsync(runner, "1", "2");

        Assert.Equal(["1 2", "1 2"], Batches(function));
    }

    [Fact]
    public async Task Bisecting_isolates_the_poison_record_without_using_up_attempts()
    {
        var (function, runner) = Runner(
            new() { BisectBatchOnFunctionError = true, MaximumRetryAttempts = 0 },
            static e => Ids(e).Contains("3") ? FakeFunction.Throws(e) : FakeFunction.Answers("null")(e));

        await RunAsync(runner, "1", "2", "3", "4");

        Assert.Equal(["1 2 3 4", "1 2", "3 4", "3", "4"], Batches(function));
        Assert.Equal(["3"], _discarded.Single().Records.Select(static r => r.SequenceNumber));
        Assert.Equal((3, 1), (_counters.Succeeded, _counters.Discarded));
    }

    [Fact]
    public async Task Without_bisecting_a_failing_batch_is_tried_again_whole_and_then_given_up()
    {
        var (function, runner) = Runner(new() { MaximumRetryAttempts = 2 }, FakeFunction.Throws);

        await RunAsync(runner, "1", "2");

        Assert.Equal(["1 2", "1 2", "1 2"], Batches(function));
        var batch = _discarded.Single();
        Assert.Equal((DiscardedBatch.RetryAttemptsExhausted, 3), (batch.Condition, batch.InvokeCount));
        Assert.Equal("2", runner.Checkpoint);
    }

    [Fact]
    public async Task Records_that_are_too_old_are_given_up_and_the_younger_ones_go_on()
    {
        var (function, runner) = Runner(new() { MaximumRecordAge = TimeSpan.FromMinutes(1) }, FakeFunction.Answers("null"));

        await RunAsync(runner, [Record("1", Now.AddSeconds(-61)), Record("2", Now.AddSeconds(-59))]);

        Assert.Equal(["2"], Batches(function));
        var batch = _discarded.Single();
        Assert.Equal((DiscardedBatch.RecordAgeExceeded, 0, null), (batch.Condition, batch.InvokeCount, batch.LastResult));
    }

    [Fact]
    public async Task A_throttled_batch_comes_again_without_using_up_an_attempt()
    {
        var (function, runner) = Runner(
            new() { MaximumRetryAttempts = 0 }, FakeFunction.Throttled, FakeFunction.Throttled, FakeFunction.Answers("null"));

        await RunAsync(runner, "1");

        Assert.Equal(3, function.Events.Count);
        Assert.Empty(_discarded);
    }

    [Fact]
    public async Task Retries_back_off_by_doubling_delays()
    {
        var (function, runner) = Runner(new(), FakeFunction.Throws, FakeFunction.Throws, FakeFunction.Answers("null"));

        var run = runner.RunAsync([Record("1", Now)], Cancellation);
        Assert.Single(function.Events);
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Single(function.Events);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, function.Events.Count);
        _time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.Equal(2, function.Events.Count);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await run;
        Assert.Equal(3, function.Events.Count);
    }

    [Fact]
    public async Task The_report_of_a_discarded_batch_is_the_services()
    {
        var (_, runner) = Runner(new() { MaximumRetryAttempts = 0 }, FakeFunction.Throws);
        await RunAsync(runner, "11", "12");

        var batch = _discarded.Single() with { FunctionArn = "arn:function", StreamArn = "arn:stream", At = Now };
        var report = batch.Report(withPayload: false);

        Assert.Equal(
            """
            {"requestContext":{"requestId":"r","functionArn":"arn:function","condition":"RetryAttemptsExhausted","approximateInvokeCount":1},
            "responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},
            "version":"1.0","timestamp":"2026-01-02T03:04:05.000Z",
            "DDBStreamBatchInfo":{"shardId":"shard","startSequenceNumber":"11","endSequenceNumber":"12",
            "approximateArrivalOfFirstRecord":"2026-01-02T03:04:05Z","approximateArrivalOfLastRecord":"2026-01-02T03:04:05Z",
            "batchSize":2,"streamArn":"arn:stream"}}
            """.ReplaceLineEndings(""),
            report);
    }

    (FakeFunction Function, StreamBatchRunner Runner) Runner(Limits limits, params Func<JsonElement, InvocationResult>[] answers)
    {
        var function = new FakeFunction(answers);
        var options = new StreamMappingOptions
        {
            StreamArn = "arn:stream",
            BisectBatchOnFunctionError = limits.BisectBatchOnFunctionError,
            MaximumRetryAttempts = limits.MaximumRetryAttempts,
            MaximumRecordAge = limits.MaximumRecordAge,
        };
        return (function, new StreamBatchRunner("shard", function, options, Discard, _counters, _time));
    }

    Task Discard(DiscardedBatch batch)
    {
        _discarded.Add(batch);
        return Task.CompletedTask;
    }

    Task RunAsync(StreamBatchRunner runner, params string[] sequenceNumbers) =>
        RunAsync(runner, [.. sequenceNumbers.Select(static n => Record(n, Now))]);

    /// <summary>Runs while the clock goes on past every back-off.</summary>
    async Task RunAsync(StreamBatchRunner runner, IReadOnlyList<StreamRecord> records)
    {
        var run = runner.RunAsync(records, Cancellation);
        for (var i = 0; i < 100 && !run.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        await run.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    static StreamRecord Record(string sequenceNumber, DateTimeOffset createdAt) =>
        new(sequenceNumber, 0, createdAt, Encoding.UTF8.GetBytes($$$"""{"dynamodb":{"SequenceNumber":"{{{sequenceNumber}}}"}}"""));

    static List<string> Batches(FakeFunction function) =>
        [.. function.Batches(static r => r.GetProperty("dynamodb").GetProperty("SequenceNumber").GetString()!).Select(static b => string.Join(' ', b))];

    static IEnumerable<string> Ids(JsonElement @event) =>
        @event.GetProperty("Records").EnumerateArray().Select(static r => r.GetProperty("dynamodb").GetProperty("SequenceNumber").GetString()!);

    readonly record struct Limits(bool BisectBatchOnFunctionError, int MaximumRetryAttempts, TimeSpan? MaximumRecordAge)
    {
        public Limits() : this(false, StreamMappingOptions.Unlimited, null)
        {
        }
    }
}
