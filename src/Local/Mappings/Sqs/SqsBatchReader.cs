using Amazon.SQS.Model;

namespace Orders.Local.Mappings.Sqs;

/// <summary>Collects a batch: one receive for up to ten messages, several within the window for more.</summary>
sealed class SqsBatchReader(ISqsSource source, SqsMappingOptions options, TimeProvider time)
{
    const int ReceiveMaximum = 10;

    /// <summary>Returns the next batch; empty if the long poll ended without a message.</summary>
    public async Task<IReadOnlyList<Message>> ReadAsync(CancellationToken cancellation)
    {
        var first = await source.ReceiveAsync(Math.Min(options.BatchSize, ReceiveMaximum), options.LongPoll, cancellation);
        if (first.Count == 0 || first.Count >= options.BatchSize || options.MaximumBatchingWindow == TimeSpan.Zero)
        {
            return first;
        }

        var batch = new List<Message>(first);
        var (opened, bytes) = (time.GetTimestamp(), Size(first));
        while (batch.Count < options.BatchSize && bytes < Lambda.LambdaLimits.PayloadBytes && !cancellation.IsCancellationRequested)
        {
            var left = options.MaximumBatchingWindow - time.GetElapsedTime(opened);
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            var more = await MoreAsync(options.BatchSize - batch.Count, left, cancellation);
            batch.AddRange(more);
            bytes += Size(more);
        }

        return batch;
    }

    /// <summary>Receives more messages. A failed or cancelled receive does not lose those received before.</summary>
    async Task<IReadOnlyList<Message>> MoreAsync(int maximum, TimeSpan left, CancellationToken cancellation)
    {
        // SQS waits in whole seconds, so the rest of the window is rounded down.
        var wait = TimeSpan.FromSeconds(Math.Floor(left.TotalSeconds));
        try
        {
            var more = await source.ReceiveAsync(maximum, wait, cancellation);
            if (more.Count == 0 && wait == TimeSpan.Zero)
            {
                await Task.Delay(left < Poll ? left : Poll, time, cancellation);
            }

            return more;
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    static long Size(IReadOnlyList<Message> messages) => messages.Sum(static m => (long)m.Body.Length);
}
