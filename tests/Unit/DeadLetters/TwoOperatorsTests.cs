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

    [Fact]
    public async Task Twenty_thousand_letters_are_each_sent_once_by_two_operators_whose_calls_take_fifty_milliseconds()
    {
        var sent = new ConcurrentBag<string>();
        _bench.Sqs.OnSent = (_, entry, _) => sent.Add(entry.MessageBody);
        for (var i = 0; i < Letters; i++)
        {
            _bench.Put($"{i}", age: TimeSpan.FromHours(1));
        }

        _bench.Sqs.Latency = TimeSpan.FromMilliseconds(50);
        await Task.WhenAll(RedriveAsync("ann"), RedriveAsync("bob"));
        _bench.Sqs.Latency = TimeSpan.Zero;
        // A machine that stood still for seconds may have cost a lease: such a message was left alone, and is sent now.
        await RedriveAsync("ann");

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
