using System.Buffers;
using Amazon.SQS.Model;
using Orders.Local.Lambda;

namespace Orders.Local.Mappings.Sqs;

/// <summary>
/// Invokes the function with a batch and deletes the processed messages. The others become visible after their visibility timeout, which the
/// function may have changed.
/// </summary>
sealed class SqsBatchRunner(ISqsSource source, IFunctionInvoker function, SqsMappingOptions options, MappingCounters counters)
{
    readonly ArrayBufferWriter<byte> _record = new(4096);

    /// <summary>Runs a batch, in as many invocations as its size requires.</summary>
    /// <returns>False if the function failed or was throttled: only then the mapping polls more slowly.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<Message> batch)
    {
        var withoutError = true;
        for (var start = 0; start < batch.Count;)
        {
            var (payload, count) = Event(batch, start);
            withoutError &= await RunAsync([.. batch.Skip(start).Take(count)], payload);
            start += count;
        }

        return withoutError;
    }

    (ReadOnlyMemory<byte> Payload, int Count) Event(IReadOnlyList<Message> batch, int start)
    {
        var records = new EventBatch(options.BatchSize);
        for (var i = start; i < batch.Count; i++)
        {
            _record.ResetWrittenCount();
            SqsRecordWriter.Write(_record, batch[i], options.QueueArn, options.Region);
            if (!records.TryAdd(_record.WrittenSpan))
            {
                break;
            }
        }

        return (records.Close(), records.Count);
    }

    async Task<bool> RunAsync(IReadOnlyList<Message> batch, ReadOnlyMemory<byte> payload)
    {
        var result = await function.InvokeAsync(payload);
        if (result.Status != InvocationStatus.Success)
        {
            counters.AddFailed(batch.Count);
            return false;
        }

        var ids = batch.Select(static m => m.MessageId).ToHashSet(StringComparer.Ordinal);
        var response = BatchResponse.Read(result.Payload, ids.Contains);
        if (!response.IsValid)
        {
            counters.AddFailed(batch.Count);
            return true;
        }

        var done = batch.Where(m => !response.Failures.Contains(m.MessageId)).ToList();
        counters.AddFailed(batch.Count - done.Count);
        // Deleted even while the mapping stops, because the function has processed them.
        var notDeleted = done.Count == 0 ? [] : await source.DeleteAsync(done, CancellationToken.None);
        counters.AddSucceeded(done.Count - notDeleted.Count);
        counters.AddFailed(notDeleted.Count);
        return true;
    }
}
