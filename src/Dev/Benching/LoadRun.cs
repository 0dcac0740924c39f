using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Dev.Demo;
using Orders.Local;
using Orders.Operations.Failures;

namespace Orders.Dev.Benching;

/// <summary>Sends loads through a pipeline, one after the other, and reads their events as the consumers do.</summary>
/// <remarks>
/// The consumers read throughout: cancelling a poll between two loads may take messages of the next load, which return only after their
/// visibility timeout.
/// </remarks>
internal sealed class LoadRun : IAsyncDisposable
{
    private const int SideBySide = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly AmazonSQSClient _sqs;
    private readonly string _queueUrl;
    private readonly List<ConsumerReader> _consumers;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    /// <param name="pipeline">The pipeline.</param>
    /// <param name="time">Waits and measures.</param>
    /// <exception cref="CommandException">The settings have no consumer that gets an event for every change.</exception>
    public LoadRun(LocalPipeline pipeline, TimeProvider time)
    {
        _time = time;
        _sqs = pipeline.Endpoints.NewSqsClient();
        _queueUrl = pipeline.Queues[pipeline.Settings.OrdersQueue.Name].Url;
        _consumers =
        [
            .. pipeline.Consumers.Select(consumer => new ConsumerReader(_sqs, consumer, pipeline.Queues[consumer.Queue].Url))
                .Where(static reader => reader.HearsOfAll),
        ];
        if (_consumers.Count == 0)
        {
            throw new CommandException("No consumer in the settings gets both orders.placed.v1 and orders.status_changed.v1; the benchmark needs one.");
        }

        _reading = Task.WhenAll(_consumers.Select(consumer => consumer.RunAsync(_stop.Token)));
    }

    /// <summary>Sends a load, and waits until each consumer has the event of each order.</summary>
    /// <exception cref="CommandException">No event arrived for a minute.</exception>
    public async Task<LoadResult> RunAsync(OrderLoad load, CancellationToken cancellationToken)
    {
        var latency = new LatencyLog(_time);
        _consumers[0].OnEvent = latency.Heard;
        var before = _consumers.Min(static consumer => consumer.Received);
        var begin = _time.GetTimestamp();
        await SendAsync(load, latency, begin, cancellationToken);
        await DrainAsync(load, before, cancellationToken);
        var elapsed = _time.GetElapsedTime(begin);
        return new LoadResult(
            load.Name, load.Orders, Math.Round(load.Orders / elapsed.TotalSeconds, 1), latency.PercentileMs(50), latency.PercentileMs(99), latency.PercentileMs(99.9));
    }

    /// <summary>Stops reading.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _sqs.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(OrderLoad load, LatencyLog latency, long begin, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, load.Orders).Chunk(load.PerRequest), parallel, async (indices, token) =>
        {
            var dueAfter = load.DueAfter(indices[0]);
            var early = dueAfter - _time.GetElapsedTime(begin);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, _time, token);
            }

            var due = begin + (long)(dueAfter.TotalSeconds * _time.TimestampFrequency);
            foreach (var index in indices)
            {
                latency.Due(load.Id(index).ToString(), due);
            }

            var entries = indices.Select(index => new SendMessageBatchRequestEntry($"{index}", load.Message(index))).ToList();
            if ((await _sqs.SendMessageBatchAsync(_queueUrl, entries, token)).Failed is { Count: > 0 })
            {
                throw new CommandException("The queue did not accept a message of the measured load.");
            }
        });
    }

    private async Task DrainAsync(OrderLoad load, int before, CancellationToken cancellationToken)
    {
        var (last, moved) = (-1, _time.GetTimestamp());
        while (_consumers.Min(static consumer => consumer.Received) - before is var received && received < load.Orders)
        {
            if (received != last)
            {
                (last, moved) = (received, _time.GetTimestamp());
            }
            else if (_time.GetElapsedTime(moved) > Patience)
            {
                throw new CommandException($"{load.Orders - received} events of the load '{load.Name}' did not arrive.");
            }

            await Task.Delay(Pause, _time, cancellationToken);
        }
    }
}
