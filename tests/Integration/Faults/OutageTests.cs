using System.Collections.Concurrent;
using Orders.Local.Faults;
using Orders.Local.Proxies;
using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Faults;

/// <summary>DynamoDB is away as a whole for a while.</summary>
[Trait("Duration", "long")]
public sealed class OutageTests
{
    const int Orders = 60;
    const string Processor = "orders-processor";

    static readonly TimeSpan Period = TimeSpan.FromSeconds(12);

    readonly ConcurrentQueue<string> _causes = new();
    volatile bool _away = true;
    int _callsWhileAway;

    [Fact]
    public async Task While_DynamoDB_is_away_batches_fail_fast_and_polling_slows_and_afterwards_all_is_placed()
    {
        await using var pipeline = await RunningPipeline.StartAsync(run: options => options with
        {
            CallMiddleware = [StandInTheWayAsync],
            OnLogLine = Keep,
        });
        var function = pipeline.Pipeline.Lambda[Processor];
        var keys = Enumerable.Range(0, Orders).Select(static _ => Given.NewKey()).ToList();

        foreach (var key in keys)
        {
            await pipeline.SendAsync($$"""{"item":"tea","quantity":1,"idempotency_key":"{{key}}"}""");
        }

        await Eventually.HoldsAsync(() => _causes.Contains("BrokenCircuitException"), "the circuit is open");
        await Task.Delay(Period, Given.Token);
        _away = false;
        var (deliveries, errors, calls) = (_causes.Count, function.Counters.Errors, _callsWhileAway);

        foreach (var key in keys)
        {
            await pipeline.OrderAsync(OrderId.FromKey("queue", key), withinSeconds: 90);
        }

        Assert.Empty(pipeline.DeadLetters.Received);
        // Each failed batch was thrown back: only then does Lambda poll more slowly.
        Assert.NotEqual(0, errors);
        Assert.Equal(errors, function.Counters.Errors);
        // Without the circuit each delivery of a batch costs four requests and up to a second of waiting for them.
        var failFast = _causes.Count(static cause => cause == "BrokenCircuitException");
        Assert.True(failFast > deliveries / 2, $"{failFast} of {deliveries} messages were handed back without a request");
        Assert.True(calls < 4 * errors, $"{calls} requests of {errors} batches");
        // Fewer than the ten after which a message is put away: the delays grow.
        Assert.InRange(deliveries, Orders, 8 * Orders);
    }

    async Task StandInTheWayAsync(ProxiedCall call, Func<Task> next)
    {
        if (_away && call is { Service: "dynamodb", Caller: Processor })
        {
            Interlocked.Increment(ref _callsWhileAway);
            call.Answer = FaultAnswers.InternalError(call.Service);
            return;
        }

        await next();
    }

    void Keep(string function, string line)
    {
        if (function == Processor && line.Contains("\"MessageReturnedForRetry\"", StringComparison.Ordinal))
        {
            _causes.Enqueue(Wire.Parse(line).Text("Cause")!);
        }
    }
}
