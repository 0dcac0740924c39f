using System.Collections.Concurrent;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Queues;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class TwoOperatorsTests : IDisposable
{
    private const int Letters = 20_000;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private readonly FastTime _time = new(Given.Now, 5);
    private readonly LetterBench _bench;

    public TwoOperatorsTests() => _bench = new LetterBench(_time);

    public void Dispose() => _bench.Clean();

    /// <param name="renewalsFail">Whether SQS refuses to extend some messages, and all of them for longer than their lease.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Twenty_thousand_letters_are_each_sent_once_by_two_operators_whose_calls_take_fifty_milliseconds(bool renewalsFail)
    {
        var sent = new ConcurrentBag<string>();
        _bench.Sqs.OnSent = (_, entry, _) => sent.Add(entry.MessageBody);
        for (var i = 0; i < Letters; i++)
        {
            _bench.Put($"{i}", age: TimeSpan.FromHours(1));
        }

        _bench.Sqs.Latency = TimeSpan.FromMilliseconds(50);
        var start = _time.GetUtcNow();
        _bench.Sqs.RefuseChange = id => renewalsFail && ((_time.GetUtcNow() - start).TotalSeconds is > 5 and < 25 || id[^1] == '7') ? "InternalError" : null;
        await Task.WhenAll(RedriveAsync("ann"), RedriveAsync("bob"));
        _bench.Sqs.Latency = TimeSpan.Zero;
        // A message whose lease ended was left alone, and is visible a lease later at the latest.
        for (var again = 0; again < 30 && _bench.Sqs.On(Given.DeadLetterQueue).Count > 0; again++)
        {
            await RedriveAsync("ann");
            await Task.Delay(TimeSpan.FromSeconds(1), _time, Given.Token);
        }

        Assert.Equal(Letters, sent.Count);
        Assert.Equal(Letters, sent.Distinct().Count());
        Assert.Empty(_bench.Sqs.On(Given.DeadLetterQueue));
    }

    private async Task RedriveAsync(string by)
    {
        var options = _bench.NewOptions() with { By = by };
        await using var hold = new LetterHold(_bench.Queue, Lease, _time);
        Task<Selection> TakeAsync(CancellationToken token) =>
            Selection.TakeAsync(hold, new LetterFilter { Limit = LetterHold.Window }, options.At, static _ => { }, token);
        var redrive = new Redrive(
            RedrivePlan.Of((await TakeAsync(Given.Token)).Letters, LetterBench.Orders, options),
            hold,
            new RedriveTarget(new QueueSender(_bench.Sqs, _bench.Pipelines.Sqs), Given.OrdersQueue),
            await AuditLog.OpenAsync($"{_bench.AuditFile}.{by}"),
            _time)
        {
            More = TakeAsync,
        };
        await redrive.RunAsync(static _ => { }, followFor: null, Given.Token);
    }
}
