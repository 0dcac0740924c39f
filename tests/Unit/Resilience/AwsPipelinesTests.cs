using Orders.Resilience;
using Orders.Tests.Unit.Support;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Orders.Tests.Unit.Resilience;

public sealed class AwsPipelinesTests
{
    private readonly InstantTime _time = new(Given.Now);
    private readonly AwsPipelines _pipelines;

    public AwsPipelinesTests() => _pipelines = new AwsPipelines(_time, static () => 0.5);

    [Fact]
    public async Task A_failure_that_passes_is_tried_three_times_more()
    {
        var calls = 0;
        await Assert.ThrowsAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(() => RunAsync(_pipelines.DynamoDb, () => { calls++; throw Faults.Throttled; }));
        Assert.Equal(4, calls);
        Assert.Equal(3, _time.Delays.Count);
    }

    [Fact]
    public async Task A_failure_that_stays_is_not_tried_again()
    {
        var calls = 0;
        await Assert.ThrowsAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(
            () => RunAsync(_pipelines.DynamoDb, () => { calls++; throw Faults.DynamoDb("ValidationException", 400); }));
        Assert.Equal(1, calls);
        Assert.Empty(_time.Delays);
    }

    [Fact]
    public async Task Entries_that_are_left_are_tried_again_until_none_is()
    {
        var calls = 0;
        var progress = await _pipelines.Sqs.ExecuteAsync(
            _ => ValueTask.FromResult(++calls < 3 ? BatchProgress.SomeLeft : BatchProgress.Done), Given.Token);
        Assert.Equal((BatchProgress.Done, 3), (progress, calls));
    }

    [Fact]
    public async Task Pauses_grow_and_are_spread_within_two_sided_bounds()
    {
        var random = new Random(11);
        var pauses = new List<TimeSpan[]>();
        for (var i = 0; i < 300; i++)
        {
            var time = new InstantTime(Given.Now);
            await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(new AwsPipelines(time, random.NextDouble).DynamoDb, static () => throw Faults.Throttled));
            pauses.Add([.. time.Delays]);
        }

        double[] middles = [50, 100, 200];
        for (var retry = 0; retry < 3; retry++)
        {
            var milliseconds = pauses.ConvertAll(pause => pause[retry].TotalMilliseconds);
            Assert.All(milliseconds, value => Assert.InRange(value, 0, 1000));
            Assert.InRange(milliseconds.Average(), middles[retry] * 0.5, middles[retry] * 1.5);
            Assert.InRange(milliseconds.Max() - milliseconds.Min(), middles[retry] * 0.5, middles[retry] * 6);
        }

        Assert.InRange(pauses.Average(static pause => pause.Sum(static delay => delay.TotalMilliseconds)), 175, 525);
    }

    [Fact]
    public async Task The_same_randomness_gives_the_same_pauses()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(_pipelines.DynamoDb, static () => throw Faults.Throttled));
        var other = new InstantTime(Given.Now);
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(new AwsPipelines(other, static () => 0.5).DynamoDb, static () => throw Faults.Throttled));
        Assert.Equal(_time.Delays, other.Delays);
    }

    [Fact]
    public async Task An_outage_opens_the_circuit_of_its_own_service_and_it_closes_again()
    {
        var calls = 0;
        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(_pipelines.DynamoDb, () => { calls++; throw Faults.Outage; }));
        }

        Assert.Equal(8, calls);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => RunAsync(_pipelines.DynamoDb, () => calls++));
        Assert.Equal(8, calls);

        await RunAsync(_pipelines.Sqs, () => calls++);
        Assert.Equal(9, calls);

        _time.Advance(TimeSpan.FromSeconds(4.9));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => RunAsync(_pipelines.DynamoDb, () => calls++));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await RunAsync(_pipelines.DynamoDb, () => calls++);
        await RunAsync(_pipelines.DynamoDb, () => calls++);
        Assert.Equal(11, calls);
    }

    [Fact]
    public async Task Throttling_never_opens_the_circuit()
    {
        var calls = 0;
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(() => RunAsync(_pipelines.DynamoDb, () => { calls++; throw Faults.Throttled; }));
        }

        Assert.Equal(40, calls);
    }

    [Fact]
    public async Task A_request_that_hangs_is_given_up_after_two_seconds_and_tried_again()
    {
        var calls = 0;
        var pipeline = _pipelines.Sqs;
        await Assert.ThrowsAsync<TimeoutRejectedException>(async () => await pipeline.ExecuteAsync(
            async token =>
            {
                calls++;
                var hangs = Task.Delay(Timeout.InfiniteTimeSpan, token);
                _time.Advance(ResilienceDefaults.RequestTimeout - TimeSpan.FromMilliseconds(1));
                Assert.False(token.IsCancellationRequested);
                _time.Advance(TimeSpan.FromMilliseconds(1));
                await hangs;
            },
            Given.Token));
        Assert.Equal(4, calls);
    }

    [Fact]
    public async Task Cancellation_ends_the_attempts_at_once()
    {
        using var deadline = new CancellationTokenSource();
        var calls = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _pipelines.Sqs.ExecuteAsync(
            async _ =>
            {
                calls++;
                await deadline.CancelAsync();
                throw Faults.Outage;
            },
            deadline.Token));
        Assert.Equal(1, calls);
    }

    private static Task RunAsync(ResiliencePipeline pipeline, Action call) => pipeline.ExecuteAsync(
        _ =>
        {
            call();
            return ValueTask.CompletedTask;
        },
        Given.Token).AsTask();
}
