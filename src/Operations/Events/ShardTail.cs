using Amazon.Runtime;
using Orders.Operations.Streams;
using Orders.Resilience;

namespace Orders.Operations.Events;

/// <summary>Reads one shard from a position on, to its end where it is closed.</summary>
/// <param name="shardId">The shard.</param>
/// <param name="source">The stream.</param>
/// <param name="time">Waits between reads.</param>
/// <param name="say">Takes a line where something is amiss.</param>
internal sealed class ShardTail(string shardId, IStreamSource source, TimeProvider time, Action<string> say)
{
    /// <summary>Lambda reads four times a second, and a shard gives five answers a second to all: this leaves it its share.</summary>
    private static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(1);

    /// <param name="start">Where to begin.</param>
    /// <param name="take">Is given each record, in order.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="AmazonServiceException">The service refuses for good: not permitted, or there is no such stream.</exception>
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
                    // There is more.
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
                    // "Newest" would be another place by now. Times of records are whole seconds.
                    (position, notBefore) = (ShardPosition.Oldest, begun - TimeSpan.FromSeconds(1));
                }
            }

            await Task.Delay(BetweenReads, time, cancellationToken);
        }
    }

    /// <summary>An iterator lives for fifteen minutes.</summary>
    private static bool IsPassing(Exception exception) =>
        exception is AmazonServiceException { ErrorCode: "ExpiredIteratorException" } || TransientFaults.IsUnavailable(exception);
}
