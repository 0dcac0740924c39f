using Orders.Local.Lambda;
using Orders.Operations.Streams;

namespace Orders.Local.Mappings.Streams;

/// <summary>
/// Runs a batch of one lane until it is processed or discarded. A partial answer is a checkpoint at its lowest sequence number, and everything
/// from there on is retried. An error splits the batch if that is configured, which uses no retry attempt.
/// </summary>
sealed class StreamBatchRunner(
    string shardId,
    IFunctionInvoker function,
    StreamMappingOptions options,
    Func<DiscardedBatch, Task> discard,
    MappingCounters counters,
    TimeProvider time)
{
    static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(10);

    readonly Backoff _backoff = new(FirstBackoff, MaxBackoff);

    /// <summary>The last processed sequence number.</summary>
    public string? Checkpoint { get; private set; }

    /// <summary>Runs the batch until nothing of it is left, or until <paramref name="cancellation"/> between two invocations.</summary>
    public async Task RunAsync(IReadOnlyList<StreamRecord> batch, CancellationToken cancellation)
    {
        var open = new Stack<Attempt>([new Attempt([.. batch], 0, null)]);
        while (open.TryPop(out var attempt))
        {
            await Task.Delay(_backoff.Delay, time, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (await DiscardExpiredAsync(attempt) is { Records.Count: > 0 } live)
            {
                await RunAsync(live, open);
            }
        }
    }

    async Task RunAsync(Attempt attempt, Stack<Attempt> open)
    {
        var result = await function.InvokeAsync(
            EventOf(attempt.Records), new InvocationOptions { IteratorAge = time.GetUtcNow() - attempt.Records[^1].CreatedAt });
        switch (result.Status)
        {
            case InvocationStatus.Throttled:
                _backoff.Fail();
                open.Push(attempt);
                return;
            case InvocationStatus.FunctionError when options.BisectBatchOnFunctionError && attempt.Records.Count > 1:
                _backoff.Fail();
                counters.AddFailed(attempt.Records.Count);
                var half = attempt.Records.Count / 2;
                open.Push(attempt with { Records = attempt.Records[half..] });
                open.Push(attempt with { Records = attempt.Records[..half] });
                return;
            case InvocationStatus.FunctionError:
                await RetryAsync(attempt, from: 0, result, open);
                return;
            default:
                await SettleAsync(attempt, result, open);
                return;
        }
    }

    Task SettleAsync(Attempt attempt, InvocationResult result, Stack<Attempt> open)
    {
        var response = BatchResponse.Read(result.Payload, id => attempt.Records.Exists(r => r.SequenceNumber == id));
        if (!response.IsValid)
        {
            return RetryAsync(attempt, from: 0, result, open);
        }

        // Records are in order: the first one in the answer has the lowest sequence number.
        var lowest = attempt.Records.FindIndex(r => response.Failures.Contains(r.SequenceNumber));
        Done(attempt.Records, lowest < 0 ? attempt.Records.Count : lowest);
        if (lowest >= 0)
        {
            return RetryAsync(attempt, lowest, result, open);
        }

        _backoff.Reset();
        return Task.CompletedTask;
    }

    /// <summary>Retries from a record. The attempts count for the first record, so they start again after a checkpoint.</summary>
    async Task RetryAsync(Attempt attempt, int from, InvocationResult result, Stack<Attempt> open)
    {
        var next = new Attempt(attempt.Records[from..], from > 0 ? 1 : attempt.Failures + 1, result);
        counters.AddFailed(next.Records.Count);
        if (options.MaximumRetryAttempts != StreamMappingOptions.Unlimited && next.Failures > options.MaximumRetryAttempts)
        {
            await DiscardAsync(next.Records, DiscardedBatch.RetryAttemptsExhausted, next);
            _backoff.Reset();
            return;
        }

        _backoff.Fail();
        open.Push(next);
    }

    async Task<Attempt> DiscardExpiredAsync(Attempt attempt)
    {
        var oldest = time.GetUtcNow() - options.MaximumRecordAge;
        var expired = oldest is null ? 0 : attempt.Records.TakeWhile(r => r.CreatedAt < oldest).Count();
        if (expired > 0)
        {
            await DiscardAsync(attempt.Records[..expired], DiscardedBatch.RecordAgeExceeded, attempt);
        }

        return attempt with { Records = attempt.Records[expired..] };
    }

    async Task DiscardAsync(List<StreamRecord> records, string condition, Attempt attempt)
    {
        await discard(new DiscardedBatch(shardId, records, condition, attempt.Failures, attempt.LastResult));
        counters.AddDiscarded(records.Count);
        Checkpoint = records[^1].SequenceNumber;
    }

    void Done(List<StreamRecord> records, int count)
    {
        if (count > 0)
        {
            counters.AddSucceeded(count);
            Checkpoint = records[count - 1].SequenceNumber;
        }
    }

    /// <summary>Returns the records as Lambda's event.</summary>
    public static ReadOnlyMemory<byte> EventOf(IReadOnlyList<StreamRecord> records)
    {
        var batch = new EventBatch(records.Count, int.MaxValue);
        foreach (var record in records)
        {
            batch.TryAdd(record.Json.Span);
        }

        return batch.Close();
    }

    readonly record struct Attempt(List<StreamRecord> Records, int Failures, InvocationResult? LastResult);
}
