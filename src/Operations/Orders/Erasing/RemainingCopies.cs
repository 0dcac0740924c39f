using Orders.Operations.Buckets;
using Orders.Operations.Connections;
using Orders.Operations.Pipeline;
using Orders.Operations.Settings;

namespace Orders.Operations.Orders.Erasing;

/// <summary>A place that may still have the data after an erasure.</summary>
/// <param name="Place">The place.</param>
/// <param name="Until">When it loses the data at the latest; null if somebody must delete it.</param>
/// <param name="Holds">What it has, and what to do.</param>
internal sealed record RemainingCopy(string Place, DateTimeOffset? Until, string Holds);

/// <summary>Lists the places that an erasure does not reach, from the settings. It does not look into them.</summary>
internal static class RemainingCopies
{
    // Amazon DynamoDB Developer Guide, "DynamoDB Streams" and "Point-in-time recovery".
    private static readonly TimeSpan Stream = TimeSpan.FromHours(24);
    private static readonly TimeSpan PointInTimeRecovery = TimeSpan.FromDays(35);

    /// <summary>Returns the places.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="place">The deployment's account and region; null if unknown.</param>
    /// <param name="now">The time of the erasure.</param>
    public static IReadOnlyList<RemainingCopy> Of(OpenPipeline pipeline, AwsPlace? place, DateTimeOffset now)
    {
        var (settings, table) = (pipeline.Settings, pipeline.Table.TableName);
        return
        [
            .. settings.Sources.Select(source => new RemainingCopy(
                pipeline.NameOf(source.Queue),
                now + TimeSpan.FromSeconds(settings.OrdersQueue.MessageRetentionSeconds),
                "messages of orders that have no row yet, and repeats: run the command again once the queue is empty")),
            .. OfRecords(pipeline, place, now),
            .. settings.Consumers.Where(static consumer => consumer.PersonalFields.Count > 0).SelectMany(consumer => OfConsumer(pipeline, consumer, now)),
            new($"{table}, stream", now + Stream, "the row before its erasure"),
            new($"{table}, point-in-time recovery", now + PointInTimeRecovery, "the row before its erasure: run the command again on a table that is restored from a time before"),
            new($"{table}, backups and exports", Until: null, "the row before its erasure: delete them"),
            new("files of `dlq export`", Until: null, "dead letters: delete them"),
            new("audit logs", Until: null, "the original messages of discarded and redriven dead letters: delete the lines, or wait for the log's retention"),
        ];
    }

    // Terraform's lifecycle rule: a day more than the notice of the object. S3 removes objects up to a day later.
    private static IEnumerable<RemainingCopy> OfRecords(OpenPipeline pipeline, AwsPlace? place, DateTimeOffset now) => pipeline.Settings.OrderEventsDlq is { RecordsBucket: { } bucket } queue
        ? [new($"bucket {(place is null ? pipeline.NameOf(bucket) : Bucket.NameOf(pipeline.NameOf(bucket), place))}", now + TimeSpan.FromDays(Math.Ceiling(queue.MessageRetentionSeconds / 86_400d) + 2), "rows of records that Lambda gave up: replay them, which deletes them")]
        : [];

    private static IEnumerable<RemainingCopy> OfConsumer(OpenPipeline pipeline, ConsumerSettings consumer, DateTimeOffset now)
    {
        var (queue, deadLetters) = (TimeSpan.FromSeconds(consumer.MessageRetentionSeconds), TimeSpan.FromSeconds(pipeline.Settings.OrderEventsDlq.MessageRetentionSeconds));
        var holds = $"events with {string.Join(", ", consumer.PersonalFields)}";
        yield return new(pipeline.NameOf(consumer.Queue), now + queue, holds);
        // A FIFO queue's message starts a new retention on the dead-letter queue (Amazon SQS Developer Guide, "Using dead-letter queues").
        yield return new(pipeline.NameOf(consumer.DeadLetterQueue), now + queue + deadLetters, $"{holds} that the consumer could not process");
        yield return new($"{consumer.Name}, own systems", Until: null, $"{string.Join(", ", consumer.PersonalFields)}: tell the team, because an erasure gives no event");
    }
}
