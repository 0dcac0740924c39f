using Amazon.Runtime;
using Orders.Operations.Streams;

namespace Orders.Operations.Events;

/// <summary>Reads a report's records from the stream, which keeps them for 24 hours.</summary>
internal static class FailedRecords
{
    /// <summary>An answer may be empty although more records follow. After this many empty answers in a row, none follow.</summary>
    private const int EmptyReads = 100;

    /// <summary>
    /// Reads the records from the report's first to its last; null if the stream has dropped them. They may include records that succeeded in
    /// other batches, because Lambda distributes a shard's records to concurrent batches by key.
    /// </summary>
    public static async Task<IReadOnlyList<StreamRecord>?> ReadAsync(IStreamSource source, FailureReport report, CancellationToken cancellationToken)
    {
        var records = new List<StreamRecord>();
        try
        {
            var iterator = await source.IteratorAsync(report.ShardId, ShardPosition.At(report.Start), cancellationToken);
            for (var empty = 0; iterator is not null && empty < EmptyReads;)
            {
                var page = await source.ReadAsync(iterator, cancellationToken);
                foreach (var record in page.Records)
                {
                    if (SequenceNumber.Compare(record.SequenceNumber, report.End) > 0)
                    {
                        return records;
                    }

                    records.Add(record);
                }

                if (records is [.., var last] && SequenceNumber.Compare(last.SequenceNumber, report.End) == 0)
                {
                    return records;
                }

                empty = page.Records.Count == 0 ? empty + 1 : 0;
                iterator = page.NextIterator;
            }
        }
        catch (AmazonServiceException gone) when (gone.ErrorCode is "TrimmedDataAccessException" or "ResourceNotFoundException")
        {
            return null;
        }

        // The shard ended before the report's last record: some records were dropped.
        return null;
    }
}
