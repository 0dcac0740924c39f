using System.Collections.Concurrent;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Queues;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class TwoOperatorsTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private readonly FastTime _time = new(Given.Now, 5);
    private readonly LetterBench _bench;

    public TwoOperatorsTests() => _bench = new LetterBench(_time);

    public void Dispose() => _bench.Clean();

    [Fact]
    public Task Twenty_thousand_letters_are_each_sent_once_by_two_operators_whose_calls_take_fifty_milliseconds() => SendEachOnceAsync(20_000, perSecond: null);

    [Fact]
    public Task Each_letter_is_sent_once_although_leases_end_because_SQS_refuses_to_extend_them()
    {
        var start = _time.GetUtcNow();
        _bench.Sqs.RefuseChange = id => (_time.GetUtcNow() - start).TotalSeconds is > 5 and < 25 || id[^1] == '7' ? "InternalError" : null;
        // At this rate, the last messages of a window are sent when their first lease is over.
        return SendEachOnceAsync(6_000, perSecond: 120);
    }

    private async Task SendEachOnceAsync(int letters, double? perSecond)
    {
        var sent = new ConcurrentBag<string>();
        _bench.Sqs.OnSent = (_, entry, _) => sent.Add(entry.MessageBody);
        for (var i = 0; i < letters; i++)
        {
            _bench.Put($"{i}", age: TimeSpan.FromHours(1));
        }

        _bench.Sqs.Latency = TimeSpan.FromMilliseconds(50);
        await Task.WhenAll(RedriveAsync("ann", perSecond), RedriveAsync("bob", perSecond));
        _bench.Sqs.Latency = TimeSpan.Zero;
        // A message whose lease ended was left alone, and is visible a lease later at the latest.
        for (var again = 0; again < 30 && _bench.Sqs.On(Given.DeadLetterQueue).Count > 0; again++)
        {
            await RedriveAsync("ann", perSecond: null);
            await Task.Delay(TimeSpan.FromSeconds(1), _time, Given.Token);
        }

        Assert.Equal(letters, sent.Count);
        Assert.Equal(letters, sent.Distinct().Count());
        Assert.Empty(_bench.Sqs.On(Given.DeadLetterQueue));
    }

    private async Task RedriveAsync(string by, double? perSecond)
    {
        var options = _bench.NewOptions() with { By = by, PerSecond = perSecond };
        await using var hold = new LetterHold(_bench.Queue, Lease, _time);
        Task<Selection> TakeAsync(CancellationToken token) =>
            Selection.TakeAsync(hold, new LetterFilter { Limit = LetterHold.Window }, options.At, static _ => { }, token);
        var redrive = new Redrive(
            RedrivePlan.Of((await TakeAsync(Given.Token)).Letters, LetterBench.Orders, options),
            hold,
            new RedriveTarget(new QueueSender(_bench.Sqs, _bench.Pipelines.Sqs), Given.OrdersQueue),
            await AuditLog.OpenAsync(new AuditFile($"{_bench.AuditFile}.{by}")),
            _time)
        {
            More = TakeAsync,
        };
        await redrive.RunAsync(static _ => { }, followFor: null, Given.Token);
    }
}
