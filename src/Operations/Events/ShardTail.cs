using Amazon.Runtime;
using Orders.Operations.Streams;
using Orders.Resilience;

namespace Orders.Operations.Events;

/// <summary>Reads one shard from a position on, until it is closed.</summary>
/// <param name="shardId">The shard.</param>
/// <param name="source">The stream.</param>
/// <param name="time">Waits between reads.</param>
/// <param name="say">Receives a line if something is wrong.</param>
internal sealed class ShardTail(string shardId, IStreamSource source, TimeProvider time, Action<string> say)
{
    /// <summary>Lambda reads four times a second, and a shard allows five reads a second in total: this leaves Lambda its share.</summary>
    private static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(1);

    /// <param name="start">The start position.</param>
    /// <param name="take">Receives each record, in order.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="AmazonServiceException">A permanent error: no permission, or the stream does not exist.</exception>
    public async Task RunAsync(ShardPosition start, Action<StreamRecord> take, CancellationToken cancellationToken)
    {
        var (position, notBefore) = (start, DateTimeOffset.MinValue);
        var begun = time.GetUtcNow();
        string? iterator = null;
        while (true)
        {
            try
            {
                iterator ??= await source.IteratorAsync(shardId, position, cancellationToken);
                var page = await source.ReadAsync(iterator, cancellationToken);
                foreach (var record in page.Records)
                {
                    position = ShardPosition.After(record.SequenceNumber);
                    if (record.CreatedAt >= notBefore)
                    {
                        take(record);
                    }
                }

                iterator = page.NextIterator;
                if (iterator is null)
                {
                    return;
                }

                if (page.Records.Count >= DynamoDbStream.RecordsPerRead)
                {
                    // There may be more records.
                    continue;
                }
            }
            catch (AmazonServiceException trimmed) when (trimmed.ErrorCode == "TrimmedDataAccessException")
            {
                say($"Records of {shardId} were older than 24 hours before they could be read: the stream has dropped them.");
                (iterator, position) = (null, ShardPosition.Oldest);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsPassing(exception))
            {
                iterator = null;
                if (position == ShardPosition.Newest)
                {
                    // LATEST would be a later position by now. Times of records are in whole seconds.
                    (position, notBefore) = (ShardPosition.Oldest, begun - TimeSpan.FromSeconds(1));
                }
            }

            await Task.Delay(BetweenReads, time, cancellationToken);
        }
    }

    /// <summary>Whether an error is transient. An expired iterator is: iterators live for fifteen minutes.</summary>
    private static bool IsPassing(Exception exception) =>
        exception is AmazonServiceException { ErrorCode: "ExpiredIteratorException" } || TransientFaults.IsUnavailable(exception);
}
